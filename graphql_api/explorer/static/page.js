// GraphiQL with the caller's token and a few queries to start from.
"use strict";

const TOKEN_KEY = "gridledger.token";
const HINT = "PASTE A TOKEN HERE, THEN RE-FETCH THE SCHEMA (粘贴访问令牌)";

const STARTERS = [
  `# The county, its townships, and what happened in it in the latest months (县、乡镇、月度汇总)
{
  county {
    name
    divisionCode
    committee {
      memberCount
      children(first: 5) { nodes { name kind memberCount } }
    }
    rollups(last: 3) {
      nodes { month meetingsHeld expected present onLeave absent attendanceRate { numerator denominator value } }
    }
  }
}
`,
  `# The latest meetings, with who was expected and who came (会议、应到、实到)
{
  meetings(first: 5, orderBy: { field: HELD_ON, direction: DESC }) {
    nodes {
      kind
      heldOn
      status
      branch { name }
      counts { expected present late onLeave absent unexcused }
    }
  }
}
`,
  `# Who recorded what, when, and what it changed (审计轨迹)
{
  events(last: 5) {
    nodes {
      position
      type
      occurredAt
      recordedAt
      actor
      capacity
      changes { object field before after }
    }
  }
}
`,
];

// A link may bring a token behind '#', which browsers keep to themselves: /graphql#token=...
function takeTokenFromAddress() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token) {
    sessionStorage.setItem(TOKEN_KEY, token);
    history.replaceState(null, "", location.pathname + location.search);
  }
}

// The headers editor counts; where it has no token (as in a new tab), the last one that worked is used.
function withToken(headers) {
  const given = Object.entries(headers ?? {}).filter(([, value]) => !String(value).includes(HINT));
  const known = given.find(([name]) => name.toLowerCase() === "authorization");
  const token = sessionStorage.getItem(TOKEN_KEY);
  if (!known && token) given.push(["Authorization", `Bearer ${token}`]);
  return Object.fromEntries(given);
}

async function fetcher(request, options) {
  const headers = withToken(options?.headers);
  const response = await fetch(location.pathname, {
    method: "POST",
    headers: {
      Accept: "application/graphql-response+json, application/json;q=0.9",
      "Content-Type": "application/json",
      ...headers,
    },
    body: JSON.stringify(request),
  });
  const name = Object.keys(headers).find((header) => header.toLowerCase() === "authorization");
  if (response.ok && name) sessionStorage.setItem(TOKEN_KEY, headers[name].replace(/^bearer\s+/i, ""));
  return response.json();
}

takeTokenFromAddress();
const headers = JSON.stringify(
  { Authorization: `Bearer ${sessionStorage.getItem(TOKEN_KEY) ?? HINT}`, "Accept-Language": "zh-CN" },
  null,
  2,
);
const h = React.createElement;

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  h(
    GraphiQL,
    {
      fetcher,
      defaultHeaders: headers,
      defaultEditorToolsVisibility: "headers",
      defaultTabs: STARTERS.map((query) => ({ query, headers })),
      plugins: [GraphiQLPluginExplorer.explorerPlugin()],
      shouldPersistHeaders: false,
      inputValueDeprecation: true,
    },
    h(GraphiQL.Logo, null, h("span", { className: "gridledger-name" }, "Gridledger 网格台账")),
  ),
);
