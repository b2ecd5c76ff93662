// PostGraphile 5 as its documentation sets it up for production: Amber preset, Node's own HTTP server, the role of
// each request set in the database. No token is verified, which the other side does: to this one's favour.
//
//   node server.mjs PORT SOCKET_DIRECTORY DATABASE COUNTY

import { createServer } from "node:http";
import pg from "pg";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

const [port, host, database, county] = process.argv.slice(2);
// Row security holds this side too: it reads as one who sees the whole county.
const groups = ["ORGANISATION_LIFE", "FIGURES", "PERSON", "POINTS", "AUDIT"];
const entered = [county, ...groups.map((group) => `${group}=/`)].join("\n");
const pool = new pg.Pool({ host, database, user: "peer_login", port: 5432, max: 10 });

const preset = {
  extends: [PostGraphileAmberPreset],
  pgServices: [
    makePgService({
      pool,
      schemas: ["read_model", "people", "peer"],
      pgSettings: () => ({ role: "gridledger_app", "app.county": county, "gridledger.entered": entered }),
    }),
  ],
  grafserv: { graphqlPath: "/graphql", graphiql: false, watch: false },
  grafast: { explain: false },
};

const serv = postgraphile(preset).createServ(grafserv);
const server = createServer();
server.on("error", (error) => { throw error; });
await serv.addTo(server);
server.listen(Number(port), "127.0.0.1");
