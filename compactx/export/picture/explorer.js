/* A graph to walk through: what refers to a thing opens to its left, what it refers to opens to its right.
   Text is only ever set as text. Layout of the two trees, curves and zoom are d3's. */
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const ROW = 78, COLUMN = 330, CARD = 236, CROWD = 9, SEVERAL = 3, FOUND = 12, STEP = 1.25, ROOT = "root";
  const at = id => document.getElementById(id);
  const [main, layer, links, panel, field, list, back, status] =
    ["main", "layer", "links", "panel", "field", "found", "back", "status"].map(at);
  const night = matchMedia("(prefers-color-scheme: dark)");
  const incoming = data.nodes.map(() => []), outgoing = data.nodes.map(() => []);
  data.edges.forEach(edge => { outgoing[edge.s].push(edge); incoming[edge.t].push(edge); });
  let root = data.focus[0] ?? 0, chosen = ROOT, open = new Set(), visits = [], cards = [];

  /* What stands on one side of a thing: a card for each thing, and where there are many of a sort, one card for them.
     In a crowd the sorts are coarser, and such a card opens to finer ones. */
  const far = (edge, side) => side < 0 ? edge.s : edge.t;
  const ways = edges => [...new Set(edges.map(edge => data.relations[edge.r][0]))].join(", ");
  const entry = (edges, side) => ({ node: far(edges[0], side), edges, ways: ways(edges) });
  const sorts = [
    ({ node, ways }) => `${ways}/${data.nodes[node].g}`, ({ node, ways }) => `${ways}/${data.nodes[node].f}`,
    ({ node }) => `${data.nodes[node].f}`,
  ];
  function around(item) {
    if (item.again) return [];
    const entries = item.of ?? [...d3.group((item.side < 0 ? incoming : outgoing)[item.node], edge => far(edge, item.side))
      .values()].map(edges => entry(edges, item.side));
    if (item.sort === 0) return entries.map(found => one(item, found));
    let cards = [];
    for (let sort = 0; sort < (item.sort ?? sorts.length); sort++) {
      cards = parts(item, entries, sort);
      if (cards.length <= CROWD) break;
    }
    return cards;
  }
  function parts(item, entries, sort) {
    return [...d3.group(entries, sorts[sort])].flatMap(([key, of]) => of.length < SEVERAL ? of.map(found => one(item, found))
      : [{ key: `${item.key}/${sort}${key}`, side: item.side, of, sort, up: item, edges: of.flatMap(found => found.edges) }]);
  }
  function one(up, { node, edges }) {
    let again = node === root;
    for (let above = up; above; above = above.up) again ||= above.node === node;
    return { key: `${up.key}/${node}`, side: up.side, node, edges, up, again };
  }

  function tree(side) {
    const top = { key: side < 0 ? "L" : "R", side, node: root };
    const laid = d3.hierarchy(top, item => item === top || open.has(item.key) ? around(item) : null);
    d3.tree().nodeSize([ROW, COLUMN]).separation((a, b) => a.parent === b.parent ? 1 : 1.15)(laid);
    return laid.descendants().map(spot => Object.assign(spot.data, {
      x: side * spot.y, y: spot.x, level: spot.depth + 1, under: spot.parent?.data,
      place: spot.parent ? spot.parent.children.indexOf(spot) + 1 : 1, size: spot.parent?.children.length ?? 1,
    }));
  }

  const colour = pair => pair[night.matches ? 1 : 0];
  const label = item => item.of ? `${item.of.length} ${data.groups[data.nodes[item.of[0].node][item.sort ? "f" : "g"]]}`
    : data.nodes[item.node].label;
  const caption = item => item.of ? item.of.map(({ node }) => data.nodes[node].label).join(", ")
    : data.nodes[item.node].title || data.nodes[item.node].gist;
  const says = item => item.edges ? ways(item.edges) : "";
  const opens = item => item.of || (!item.again && (item.side < 0 ? incoming : outgoing)[item.node].length > 0);

  function draw() {
    const [middle, ...left] = tree(-1), [, ...right] = tree(1);
    middle.key = ROOT;
    for (const card of [...left, ...right]) if (card.level === 2) card.under = middle;
    cards = [middle, ...left, ...right];
    if (!cards.some(card => card.key === chosen)) chosen = ROOT;
    d3.select(layer).selectAll("button.card").data(cards, card => card.key).join(enter => {
      const card = enter.append("button").attr("type", "button").attr("role", "treeitem");
      card.append("i"); card.append("b"); card.append("span");
      return card;
    }).order().each(paint);
    d3.select(links).selectAll("path.link").data(cards.slice(1), card => card.key).join("path").attr("class", "link")
      .attr("d", curve).attr("stroke", card => colour(line(card).colour)).attr("stroke-width", card => line(card).width)
      .attr("stroke-dasharray", card => line(card).dash || null).attr("marker-end", card => `url(#arrow-${card.edges[0].l})`);
    tell();
  }
  const line = card => data.lines[card.edges[0].l];
  function curve(card) {
    const [from, to] = card.side < 0 ? [card, card.under] : [card.under, card];
    return d3.linkHorizontal()({ source: [from.x + CARD / 2, from.y], target: [to.x - CARD / 2, to.y] });
  }
  function paint(card) {
    const node = data.nodes[card.of ? card.of[0].node : card.node];
    const look = data.looks[node.look], here = chosen === card.key;
    const element = d3.select(this).attr("class",
      `card ${look.shape}${card.of ? " many" : ""}${card.again ? " again" : ""}${card.level > 1 ? card.side < 0 ? " left" : " right" : ""}`)
      .attr("aria-level", card.level).attr("aria-posinset", card.place).attr("aria-setsize", card.size)
      .attr("aria-expanded", opens(card) ? String(card.level === 1 || open.has(card.key)) : null)
      .attr("aria-selected", String(here)).attr("tabindex", here ? 0 : -1).attr("aria-description", card.again ? "shown a second time" : null)
      .style("left", `${card.x}px`).style("top", `${card.y}px`)
      .style("--fill", colour(look.fill)).style("--edge", colour(look.stroke))
      .on("click", () => { choose(card); toggle(card); }).on("dblclick", () => card.of || centre(card.node));
    element.select("i").text(card.level > 1 ? says(card) : "");
    element.select("b").text(label(card));
    element.select("span").text(caption(card));
  }
  const current = () => cards.find(card => card.key === chosen) ?? cards[0];
  const element = card => layer.querySelectorAll("button.card")[cards.indexOf(card)];

  function choose(card) {
    chosen = card.key;
    draw();
    element(current()).focus({ preventScroll: true });
    reveal(current());
  }
  function toggle(card, wanted) {
    if (card.level === 1 || !opens(card)) return;
    const now = wanted ?? !open.has(card.key);
    now ? open.add(card.key) : open.delete(card.key);
    choose(card);
    say(`${label(card)}: ${now ? `${around(card).length} opened` : "closed"}`);
  }
  function centre(node, { remember = true } = {}) {
    if (remember && node !== root) visits.push(root);
    root = node; chosen = ROOT; open = new Set();
    draw(); fit(); back.disabled = !visits.length;
    element(cards[0]).focus({ preventScroll: true });
    say(`${data.nodes[node].label} in the middle: ${incoming[node].length} references to it, ${outgoing[node].length} from it`);
  }
  const say = words => { status.textContent = words; };

  /* The panel: what is known of the chosen thing, and each reference with the clause and the words that prove it. */
  function tell() {
    const card = current();
    panel.replaceChildren();
    if (card.of) {
      add(panel, "h2", label(card)); add(panel, "p", says(card), "quiet");
      return entries(card.edges, card.side);
    }
    const node = data.nodes[card.node];
    add(panel, "h2", node.title && node.title !== node.label ? `${node.label}: ${node.title}` : node.label);
    add(panel, "p", [node.kind, node.symbol, node.date].filter(Boolean).join(" · "), "quiet");
    if (node.gist) add(panel, "p", node.gist);
    if (card.node !== root) {
      const button = add(panel, "button", "Put it in the middle (c)", "tool");
      button.type = "button"; button.onclick = () => centre(card.node);
    }
    for (const [words, edges, way] of [["Referred to by", incoming, -1], ["Refers to", outgoing, 1]]) {
      if (edges[card.node].length) { add(panel, "h3", `${words} (${edges[card.node].length})`); entries(edges[card.node], way); }
    }
  }
  function add(parent, tag, words, look) {
    const made = document.createElement(tag);
    made.textContent = words; if (look) made.className = look;
    return parent.appendChild(made);
  }
  function entries(edges, way) {
    const made = document.createElement("ul");
    for (const edge of edges) {
      const entry = add(made, "li", "");
      add(entry, "span", `${data.relations[edge.r][way < 0 ? 1 : 0]} `, "quiet");
      const button = add(entry, "button", data.nodes[far(edge, way)].label);
      button.type = "button"; button.onclick = () => centre(far(edge, way));
      if (edge.c) add(entry, "span", ` ${edge.c}`);
      if (edge.w) { add(entry, "span", " "); add(entry, "q", edge.w); }
    }
    panel.appendChild(made);
  }

  /* Moving about. */
  const zoom = d3.zoom().scaleExtent([.15, 2.5]).filter(event => !event.button && !event.target.closest?.(".card") || event.type === "wheel")
    .on("zoom", event => { layer.style.transform = `translate(${event.transform.x}px,${event.transform.y}px) scale(${event.transform.k})`; });
  const view = d3.select(main).call(zoom).on("dblclick.zoom", null);
  const shift = (change, ...given) => { view.call(change, ...given); };
  function fit() {
    const xs = d3.extent(cards, card => card.x), ys = d3.extent(cards, card => card.y);
    const across = xs[1] - xs[0] + CARD + 40, down = ys[1] - ys[0] + ROW + 40, { clientWidth, clientHeight } = main;
    const k = Math.max(.55, Math.min(1.1, clientWidth / across, clientHeight / down));
    shift(zoom.transform, d3.zoomIdentity.translate(clientWidth / 2 - k * (xs[0] + xs[1]) / 2,
      clientHeight / 2 - k * (down * k > clientHeight ? 0 : (ys[0] + ys[1]) / 2)).scale(k));
  }
  function reveal(card) {
    const { x, y, k } = d3.zoomTransform(main), room = 20;
    const half = [k * CARD / 2 + room, k * ROW / 2 + room], size = [main.clientWidth, main.clientHeight];
    const moves = [x + k * card.x, y + k * card.y].map((spot, n) => Math.max(half[n] - spot, 0) || Math.min(size[n] - half[n] - spot, 0));
    if (moves.some(Boolean)) shift(zoom.translateBy, moves[0] / k, moves[1] / k);
  }
  function outward(card, way) {
    if (card.level > 1 && card.side !== way) return choose(card.under);
    const inside = cards.filter(other => other.under && other.side === way && other.under.key === card.key);
    if (card.level > 1 && opens(card) && !open.has(card.key)) return toggle(card, true);
    if (inside.length) choose(card.level === 1 ? d3.least(inside, other => Math.abs(other.y)) : inside[0]);
  }
  function beside(card, way) {
    const column = cards.filter(other => other.x === card.x && (other.y - card.y) * way > 0);
    if (column.length) choose(d3.least(column, other => Math.abs(other.y - card.y)));
  }
  const keys = {
    ArrowLeft: card => outward(card, -1), ArrowRight: card => outward(card, 1),
    ArrowUp: card => beside(card, -1), ArrowDown: card => beside(card, 1), Home: () => choose(cards[0]),
    Enter: card => card.level === 1 ? fit() : toggle(card), " ": card => toggle(card), c: card => card.of || centre(card.node),
    b: () => back.click(), "+": () => shift(zoom.scaleBy, STEP), "-": () => shift(zoom.scaleBy, 1 / STEP), 0: () => fit(),
    "/": () => field.focus(),
  };
  layer.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key](current());
  });
  addEventListener("keydown", event => {
    if (event.key !== "/" || event.target === field || event.defaultPrevented) return;
    event.preventDefault();
    field.focus();
  });
  at("fit").onclick = () => fit();
  at("in").onclick = () => shift(zoom.scaleBy, STEP);
  at("out").onclick = () => shift(zoom.scaleBy, 1 / STEP);
  at("close").onclick = () => { open = new Set(); draw(); fit(); };
  back.onclick = () => { if (visits.length) centre(visits.pop(), { remember: false }); };

  /* Search: a combobox. */
  const plain = words => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = data.nodes.map(node => plain([node.label, node.title, node.symbol, node.id].join(" ")));
  let hits = [], pick = -1;
  function search() {
    const wanted = plain(field.value).split(/\s+/).filter(Boolean);
    hits = wanted.length ? d3.range(words.length).filter(n => wanted.every(word => words[n].includes(word))) : [];
    hits = d3.sort(hits, n => !plain(data.nodes[n].label).startsWith(wanted[0]), n => data.nodes[n].label.length).slice(0, FOUND);
    pick = hits.length ? 0 : -1;
    show();
    say(wanted.length ? `${hits.length} found` : "");
  }
  function show() {
    list.hidden = !hits.length;
    field.setAttribute("aria-expanded", String(!!hits.length));
    list.replaceChildren(...hits.map((n, place) => {
      const entry = document.createElement("li");
      entry.id = `hit-${place}`; entry.setAttribute("role", "option"); entry.setAttribute("aria-selected", String(place === pick));
      entry.textContent = data.nodes[n].label; add(entry, "span", data.nodes[n].title);
      entry.onmousedown = event => { event.preventDefault(); take(n); };
      return entry;
    }));
    pick < 0 ? field.removeAttribute("aria-activedescendant") : field.setAttribute("aria-activedescendant", `hit-${pick}`);
    list.children[pick]?.scrollIntoView({ block: "nearest" });
  }
  function take(n) { hits = []; pick = -1; field.value = ""; show(); centre(n); }
  field.addEventListener("input", search);
  field.addEventListener("blur", () => { list.hidden = true; });
  field.addEventListener("keydown", event => {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves && hits.length) { pick = (pick + moves[event.key] + hits.length) % hits.length; show(); event.preventDefault(); }
    if (event.key === "Enter" && pick >= 0) { take(hits[pick]); event.preventDefault(); }
    if (event.key === "Escape") { hits = []; pick = -1; field.value = ""; show(); choose(current()); }
  });

  /* What the signs mean. */
  function legend() {
    const foot = at("legend");
    foot.replaceChildren();
    const used = new Set(data.nodes.map(node => node.look)), drawn = new Set(data.edges.map(edge => edge.l));
    const known = new Set();
    data.looks.forEach((look, n) => {
      if (!used.has(n) || known.has(look.word)) return;
      known.add(look.word);
      const entry = add(foot, "span", ""), box = add(entry, "i", "", look.shape);
      box.style.setProperty("--fill", colour(look.fill)); box.style.setProperty("--edge", colour(look.stroke));
      entry.append(look.word);
    });
    data.lines.forEach((look, n) => {
      if (!drawn.has(n)) return;
      const entry = add(foot, "span", "");
      d3.select(entry).append("svg").attr("aria-hidden", "true").append("path").attr("d", "M1 5H29").attr("fill", "none")
        .attr("stroke", colour(look.colour)).attr("stroke-width", look.width).attr("stroke-dasharray", look.dash || null);
      entry.append(look.word);
    });
    for (const text of data.signs) add(foot, "span", text);
    d3.select(links).selectAll("marker").data(data.lines).join("marker").attr("id", (_, n) => `arrow-${n}`)
      .attr("viewBox", "0 0 10 10").attr("refX", 9.5).attr("refY", 5).attr("markerWidth", 10).attr("markerHeight", 10)
      .attr("markerUnits", "userSpaceOnUse").attr("orient", "auto").selectAll("path").data(look => [look]).join("path")
      .attr("d", "M0 .8 10 5 0 9.2z").style("fill", look => colour(look.colour));
  }
  night.addEventListener("change", () => { legend(); draw(); });
  addEventListener("resize", () => fit());
  legend();
  draw();
  for (let more = data.all; more;) {  // a path stands open from the start
    const shut = cards.filter(card => card.level > 1 && opens(card) && !open.has(card.key));
    shut.forEach(card => open.add(card.key));
    more = shut.length > 0 && cards.length < 60;
    draw();
  }
  fit();
})();
