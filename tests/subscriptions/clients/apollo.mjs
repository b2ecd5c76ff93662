// Apollo Client: subscriptions by its GraphQLWsLink, all else by its HttpLink.
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { CHANGES, COUNTY, FOUND, URL_HTTP, URL_WS, headers, play } from './scene.mjs';

function connect() {
  const socket = createClient({
    url: URL_WS,
    webSocketImpl: WebSocket,
    connectionParams: headers,
    retryAttempts: 0,
  });
  const link = ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(socket),
    new HttpLink({ uri: URL_HTTP, headers }),
  );
  return { client: new ApolloClient({ cache: new InMemoryCache(), link }), socket };
}

const { client: asking } = connect();
await play({
  subscribe(after, take) {
    const { client, socket } = connect();
    client
      .subscribe({ query: gql(CHANGES), variables: { after }, fetchPolicy: 'no-cache' })
      .subscribe({ next: ({ data }) => data && take({ data }), error: () => {} });
    return () => socket.terminate();
  },
  found: (input) => asking.mutate({ mutation: gql(FOUND), variables: { input } }),
  county: async () => (await asking.query({ query: gql(COUNTY) })).data.county.name,
});
