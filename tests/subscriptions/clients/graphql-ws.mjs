// graphql-ws: everything over one WebSocket.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { CHANGES, COUNTY, FOUND, URL_WS, headers, play } from './scene.mjs';

const connect = () =>
  createClient({ url: URL_WS, webSocketImpl: WebSocket, connectionParams: headers, retryAttempts: 0 });
const once = (client, payload) =>
  new Promise((resolve, reject) => {
    client.subscribe(payload, { next: resolve, error: reject, complete: () => {} });
  });

const asking = connect();
await play({
  subscribe(after, take) {
    const client = connect();
    client.subscribe({ query: CHANGES, variables: { after } }, { next: take, error: () => {}, complete: () => {} });
    return () => client.terminate();
  },
  found: (input) => once(asking, { query: FOUND, variables: { input } }),
  county: async () => (await once(asking, { query: COUNTY })).data.county.name,
});
