// urql: queries and mutations by its fetchExchange, subscriptions by graphql-ws.
import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-ws';
import { pipe, subscribe } from 'wonka';
import WebSocket from 'ws';
import { CHANGES, COUNTY, FOUND, URL_HTTP, URL_WS, headers, play } from './scene.mjs';

function connect() {
  const socket = createClient({
    url: URL_WS,
    webSocketImpl: WebSocket,
    connectionParams: headers,
    retryAttempts: 0,
  });
  const client = new Client({
    url: URL_HTTP,
    preferGetMethod: false,
    fetchOptions: { headers },
    exchanges: [
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink) }),
        }),
      }),
    ],
  });
  return { client, socket };
}

const { client: asking } = connect();
await play({
  subscribe(after, take) {
    const { client, socket } = connect();
    const told = (result) => result.data && take({ data: result.data });
    pipe(client.subscription(CHANGES, { after }), subscribe(told));
    return () => socket.terminate();
  },
  found: async (input) => {
    const { error } = await asking.mutation(FOUND, { input }).toPromise();
    if (error) throw error;
  },
  county: async () => (await asking.query(COUNTY, {}).toPromise()).data.county.name,
});
