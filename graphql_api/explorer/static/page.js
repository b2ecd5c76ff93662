// GraphiQL with the caller's token and queries to start from.
"use strict";

const TOKEN_KEY = "gridledger.token";
const HINT = "PASTE A TOKEN HERE, THEN RE-FETCH THE SCHEMA (粘贴访问令牌)";

// One tab each, in this order; served beside this file.
const QUERIES = [
  "01-who-am-i",
  "02-county-at-a-glance",
  "03-year-of-a-branch",
  "04-month-opened",
  "05-known-then",
  "06-latest-meetings",
  "07-audit-trail-of-a-member",
  "08-where-a-value-comes-from",
  "09-leaves-waiting",
  "10-findings",
  "11-grids",
  "12-who-read-what",
  "13-plan-a-meeting",
  "14-what-would-it-cost",
  "15-as-it-happens",
];

async function queryText(name) {
  return (await fetch(`/explorer/queries/${name}.graphql`)).text();
}

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

// Until when a development token is good; nothing of what is no token, or the provider's.
function tokenNote(token) {
  try {
    const { exp, iss } = JSON.parse(atob(token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/")));
    if (iss !== "gridledger-development") return null;
    const until = new Date(exp * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    return `token until ${until} (令牌有效至)`;
  } catch {
    return null;
  }
}

async function fetcher(request, options) {
  const headers = withToken(options?.headers);
  const response = await fetch(location.pathname, {
    method: "POST",
    headers: {
      Accept: "application/graphql-response+json, application/json;q=0.9, text/event-stream;q=0.8",
      "Content-Type": "application/json",
      ...headers,
    },
    body: JSON.stringify(request),
  });
  const name = Object.keys(headers).find((header) => header.toLowerCase() === "authorization");
  if (response.ok && name) sessionStorage.setItem(TOKEN_KEY, headers[name].replace(/^bearer\s+/i, ""));
  const isStream = response.headers.get("Content-Type")?.startsWith("text/event-stream");
  return isStream ? stream(response) : response.json();
}

// The items of a subscription; the button that stops it stops the reading.
function stream(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const items = itemsOf(reader);
  const stop = async () => {
    await reader.cancel();
    return { done: true, value: undefined };
  };
  return { [Symbol.asyncIterator]: () => ({ next: () => items.next(), return: stop }) };
}

async function* itemsOf(reader) {
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const events = (text + value).split("\n\n");
    text = events.pop();
    for (const event of events) {
      const data = /^data: (.+)$/m.exec(event);
      if (data) yield JSON.parse(data[1]);
    }
  }
}

takeTokenFromAddress();
window.addEventListener("hashchange", () => location.reload());
const headers = JSON.stringify(
  { Authorization: `Bearer ${sessionStorage.getItem(TOKEN_KEY) ?? HINT}`, "Accept-Language": "zh-CN" },
  null,
  2,
);
const h = React.createElement;

async function show() {
  const queries = await Promise.all(QUERIES.map(queryText));
  const page = h(
    GraphiQL,
    {
      fetcher,
      defaultHeaders: headers,
      defaultEditorToolsVisibility: "headers",
      defaultTabs: queries.map((query) => ({ query, headers })),
      plugins: [GraphiQLPluginExplorer.explorerPlugin()],
      shouldPersistHeaders: false,
      inputValueDeprecation: true,
    },
    h(
      GraphiQL.Logo,
      null,
      h("span", { className: "gridledger-name" }, "Gridledger 网格台账"),
      h(
        "span",
        { className: "gridledger-token", title: "the next: gridledger token (下一个令牌)" },
        tokenNote(sessionStorage.getItem(TOKEN_KEY)),
      ),
    ),
  );
  ReactDOM.createRoot(document.getElementById("graphiql")).render(page);
}

show();
