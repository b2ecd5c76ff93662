// Runs every audit of graphql-http against one server: node audit.mjs ADDRESS; the token comes in the environment.
// Prints what became of each as one JSON array.
import { auditServer } from 'graphql-http';

const [, , url] = process.argv;
const headers = { authorization: `Bearer ${process.env.AUDIT_TOKEN}` };
const results = await auditServer({
  url,
  fetchFn: (input, init) => fetch(input, { ...init, headers: { ...init?.headers, ...headers } }),
});
console.log(JSON.stringify(results.map(({ id, name, status, reason }) => ({ id, name, status, reason }))));
