// What all clients go through: an event appears, the connection is lost, others are recorded meanwhile, and the client
// goes on from the last position it knows. The address, token and a township come in the environment.
import { setTimeout as sleep } from 'node:timers/promises';

export const { SERVER, TOKEN, TOWNSHIP } = process.env;
export const URL_HTTP = `${SERVER}/graphql`;
export const URL_WS = URL_HTTP.replace(/^http/, 'ws');
export const headers = { Authorization: `Bearer ${TOKEN}` };

export const CHANGES = `
  subscription Trail($after: Position) {
    changes(after: $after) { nodes { position type } }
  }`;
export const COUNTY = '{ county { name } }';
export const FOUND = `
  mutation Found($input: OrganisationFoundInput!) {
    organisationFound(input: $input) { organisation { id } userErrors { code } position }
  }`;

let founded = 0;
export const branch = () => ({
  idempotencyKey: `${process.argv[2]}-${++founded}`,
  parentId: TOWNSHIP,
  kind: 'PARTY_BRANCH',
  sector: 'RURAL',
  name: `${process.argv[2]} ${founded}`,
});

async function ask(query, variables) {
  const response = await fetch(URL_HTTP, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

async function until(isSo, what) {
  const end = Date.now() + 15_000;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await sleep(20);
  }
}

// `subscribe(after, take)` calls `take` with each page and returns how to lose the connection; `found(input)` records an
// event by the client's own means, `county()` asks for the county's name.
export async function play({ subscribe, found, county }) {
  const name = await county();
  const start = (await ask(COUNTY)).extensions.position;
  const told = [];
  const take = ({ data, errors }) => {
    if (errors) throw new Error(JSON.stringify(errors));
    told.push(...data.changes.nodes.map((node) => node.position));
  };

  let lose = subscribe(start, take);
  await sleep(300);
  await found(branch());
  await until(() => told.length === 1, 'the first event');

  await lose();
  for (const _ of [1, 2]) await ask(FOUND, { input: branch() });

  lose = subscribe(told.at(-1), take);
  await until(() => told.length === 3, 'what was recorded meanwhile');
  await found(branch());
  await until(() => told.length === 4, 'the last event');
  await sleep(500);
  await lose();
  console.log(JSON.stringify({ name, start, told }));
  process.exit(0);
}
