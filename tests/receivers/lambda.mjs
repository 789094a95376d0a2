// Decides what AWS makes of a request: the events of API Gateway (REST and HTTP API), load balancers and function URLs, as AWS documents them.
import { request as httpRequest } from "node:http";

/** Each gives the event for a request; `plain` says whether the body is handed over as text. */
const events = {
  v1: (request, plain) => {
    const multi = grouped(request.headers, (name) => name);
    return {
      version: "1.0", resource: "/{proxy+}", path: request.path, httpMethod: request.method,
      headers: last(multi), multiValueHeaders: multi,
      queryStringParameters: null, multiValueQueryStringParameters: null, pathParameters: { proxy: request.path.slice(1) }, stageVariables: null,
      requestContext: { accountId: "123456789012", apiId: "api", httpMethod: request.method, path: request.path, stage: "prod", identity: { sourceIp: "192.0.2.1" } },
      ...content(request, plain, null),
    };
  },
  v2: (request, plain) => ({
    version: "2.0", routeKey: "$default", rawPath: request.path, rawQueryString: "",
    headers: joined(grouped(request.headers, (name) => name.toLowerCase())),
    requestContext: { accountId: "123456789012", apiId: "api", domainName: "api.example.com", http: { method: request.method, path: request.path, protocol: "HTTP/1.1", sourceIp: "192.0.2.1" }, stage: "$default", timeEpoch: Date.now() },
    ...content(request, plain, undefined),
  }),
  alb: (request, plain) => ({
    requestContext: { elb: { targetGroupArn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/lambda/0123456789abcdef" } },
    httpMethod: request.method, path: request.path, queryStringParameters: {},
    headers: last(grouped(request.headers, (name) => name.toLowerCase())),
    ...content(request, plain, ""),
  }),
  albMulti: (request, plain) => {
    const { headers, ...rest } = events.alb(request, plain);
    return { ...rest, multiValueHeaders: grouped(request.headers, (name) => name.toLowerCase()) };
  },
  url: (request, plain) => {
    const event = events.v2(request, plain);
    return { ...event, requestContext: { ...event.requestContext, accountId: "anonymous", apiId: "url-id", domainName: "url-id.lambda-url.us-east-1.on.aws", domainPrefix: "url-id" } };
  },
};

/** By event and by how the body is handed over: sends a request to the server that stands for Lambda, and gives the answer as AWS would. */
export const shapes = Object.fromEntries(
  Object.entries(events).map(([name, event]) => {
    const send = (plain) => (port, request) => invoke(port, request, event({ method: "POST", ...request }, plain));
    return [name, { "in Base64": send(false), "as text": send(true) }];
  }),
);

function content({ body = Buffer.alloc(0) }, plain, none) {
  if (body.length === 0) return { ...(none !== undefined && { body: none }), isBase64Encoded: false };
  return { body: body.toString(plain ? "utf8" : "base64"), isBase64Encoded: !plain };
}

function grouped(headers, spelled) {
  const all = {};
  for (const [name, value] of headers) (all[spelled(name)] ??= []).push(Buffer.from(value).toString("latin1"));
  return all;
}

const last = (multi) => Object.fromEntries(Object.entries(multi).map(([name, values]) => [name, values.at(-1)]));
const joined = (multi) => Object.fromEntries(Object.entries(multi).map(([name, values]) => [name, values.join(",")]));

async function invoke(port, { path }, event) {
  try {
    const given = JSON.parse(await post(port, JSON.stringify({ path, event })));
    const { statusCode, statusDescription, body = "", isBase64Encoded = false } = given;
    // A load balancer that hands over lists of values takes nothing else, and each wants the status in words.
    const headers = Object.entries((event.multiValueHeaders && event.requestContext.elb ? given.multiValueHeaders : given.headers) ?? {});
    const described = !event.requestContext.elb || String(statusDescription).startsWith(`${statusCode} `);
    if (!Number.isInteger(statusCode) || !described) return { error: `no answer of Lambda: ${JSON.stringify(given).slice(0, 300)}` };
    const lower = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), [value].flat().join(", ")]));
    return { status: statusCode, headers: lower, text: isBase64Encoded ? Buffer.from(body, "base64").toString() : body };
  } catch (error) {
    return { error: error.message };
  }
}

function post(port, text) {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ port, host: "127.0.0.1", method: "POST", agent: false }, async (answer) => {
      const pieces = [];
      for await (const piece of answer) pieces.push(piece);
      if (answer.statusCode === 200) resolve(Buffer.concat(pieces).toString());
      else reject(new Error(`the invocation failed: ${answer.statusCode}`));
    });
    outgoing.on("error", reject).end(text);
  });
}
