// graphql-sse in its "distinct connections mode": each operation is a request, answered by events.
import { createClient } from 'graphql-sse';
import { CHANGES, COUNTY, FOUND, URL_HTTP, headers, play } from './scene.mjs';

const client = createClient({ url: URL_HTTP, headers, retryAttempts: 0 });
const once = (payload) =>
  new Promise((resolve, reject) => {
    let result;
    client.subscribe(payload, { next: (value) => (result = value), error: reject, complete: () => resolve(result) });
  });

await play({
  subscribe: (after, take) =>
    client.subscribe({ query: CHANGES, variables: { after } }, { next: take, error: () => {}, complete: () => {} }),
  found: (input) => once({ query: FOUND, variables: { input } }),
  county: async () => (await once({ query: COUNTY })).data.county.name,
});
