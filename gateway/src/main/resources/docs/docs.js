"use strict";

const METHODS = ["get", "post", "put", "patch", "delete"];
const DEPTH_MAX = 6;

function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

/** A schema as an example-like shape: names and types, references followed. */
function shape(schema, api, depth = 0) {
  if (!schema || depth > DEPTH_MAX) return "…";
  if (schema.$ref) return shape(api.components.schemas[schema.$ref.split("/").pop()], api, depth + 1);
  if (schema.enum) return schema.enum.join(" | ");
  for (const key of ["anyOf", "oneOf", "allOf"]) {
    if (schema[key]) return schema[key].length === 1 ? shape(schema[key][0], api, depth + 1) : schema[key].map((one) => shape(one, api, depth + 1));
  }
  const type = [].concat(schema.type ?? "any");
  if (type.includes("array")) return [shape(schema.items, api, depth + 1)];
  if (schema.properties) {
    return Object.fromEntries(
      Object.entries(schema.properties).map(([name, value]) => [
        (schema.required ?? []).includes(name) ? name : `${name}?`,
        shape(value, api, depth + 1),
      ]),
    );
  }
  return type.join(" | ") + (schema.format ? ` (${schema.format})` : "");
}

function body(content, api) {
  const json = content?.["application/json"];
  return json ? element("pre", {}, JSON.stringify(shape(json.schema, api), null, 2)) : "";
}

function parameters(operation, path) {
  const all = [...(path.parameters ?? []), ...(operation.parameters ?? [])];
  if (all.length === 0) return "";
  const rows = all.map((one) =>
    element("tr", {}, element("td", {}, one.name), element("td", {}, one.in), element("td", {}, one.description ?? "")),
  );
  const head = element("tr", {}, ...["Parameter", "In", "Meaning"].map((text) => element("th", { scope: "col" }, text)));
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
}

function operationView(method, name, operation, path, api) {
  const summary = element(
    "summary",
    {},
    element("span", { class: "method" }, method),
    element("span", { class: "path" }, name),
    element("span", { class: "text" }, operation.summary ?? ""),
  );
  const details = element("details", { "data-text": `${method} ${name} ${operation.summary ?? ""}`.toLowerCase() }, summary);
  if (operation.description) details.append(element("p", {}, operation.description));
  details.append(parameters(operation, path));
  if (operation.requestBody) details.append(element("h4", {}, "Request"), body(operation.requestBody.content, api));
  for (const [status, response] of Object.entries(operation.responses ?? {})) {
    details.append(element("h4", {}, `${status} ${response.description ?? ""}`), body(response.content, api));
  }
  return details;
}

function render(api) {
  const groups = new Map();
  for (const [name, path] of Object.entries(api.paths).sort(([a], [b]) => a.localeCompare(b))) {
    for (const method of METHODS.filter((one) => path[one])) {
      const operation = path[method];
      const tag = operation.tags?.[0] ?? "other";
      if (!groups.has(tag)) groups.set(tag, []);
      groups.get(tag).push(operationView(method, name, operation, path, api));
    }
  }
  return [...groups.entries()]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([tag, operations]) => element("section", {}, element("h2", {}, tag), ...operations));
}

function filter(text) {
  const wanted = text.trim().toLowerCase();
  for (const details of document.querySelectorAll("details")) details.hidden = !details.dataset.text.includes(wanted);
  for (const section of document.querySelectorAll("section")) {
    section.hidden = section.querySelectorAll("details:not([hidden])").length === 0;
  }
}

const main = document.getElementById("operations");
document.getElementById("filter").addEventListener("input", (event) => filter(event.target.value));
fetch("/api/openapi")
  .then((response) => (response.ok ? response.json() : Promise.reject(new Error(`status ${response.status}`))))
  .then((api) => main.replaceChildren(...render(api)))
  .catch((failure) => main.replaceChildren(element("p", {}, `The document could not be read: ${failure.message}`)));
