// urql alone: its fetchExchange takes subscriptions as server-sent events, and all else as JSON.
import { Client, fetchExchange } from '@urql/core';
import { pipe, subscribe } from 'wonka';
import { CHANGES, COUNTY, FOUND, URL_HTTP, headers, play } from './scene.mjs';

const client = new Client({
  url: URL_HTTP,
  preferGetMethod: false,
  fetchSubscriptions: true,
  fetchOptions: { headers },
  exchanges: [fetchExchange],
});

await play({
  subscribe(after, take) {
    const told = (result) => result.data && take({ data: result.data });
    const { unsubscribe } = pipe(client.subscription(CHANGES, { after }), subscribe(told));
    return unsubscribe;
  },
  found: async (input) => {
    const { error } = await client.mutation(FOUND, { input }).toPromise();
    if (error) throw error;
  },
  county: async () => (await client.query(COUNTY, {}).toPromise()).data.county.name,
});
