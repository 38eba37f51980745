"use strict";
// The page of a report. Whatever comes from the data is put in as text, never as HTML.
(() => {
  const COLOURS = {violation: "#b3261e", undetermined: "#8f5a00", waived: "#6a3fa0", advisory: "#0b6e75",
    pending: "#3d5a98", compliant: "#2e6b34", not_applicable: "#5f6670"};
  const PAGE_SIZE = 50, BARS = 20, MONTHS = 36, PRINTED = 300, PRINT_WIDTH = 640;
  const FILTERS = ["verdict", "rule", "city", "site_id", "month"];
  const SORTED = ["verdict", "rule", "subject", "city", "site_id", "month", "due", "days"];
  const state = {q: "", sensitive: false, sort: "", down: false, page: 1, open: new Set(), show: null};
  const charts = [];
  let D, C, lang, size = 0, rows = [], haystack = null, address = null;

  const $ = (id) => document.getElementById(id);
  const words = (pair) => pair[lang === "zh" ? 0 : 1];
  const say = (name, values = {}) => words(D.words[name]).replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const text = (number) => D.texts[number];
  const listed = (items) => items.join(say("comma"));

  function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "onclick") node.addEventListener("click", value);
      else if (name === "colour") node.style.setProperty("--colour", value);
      else if (value !== null && value !== false) node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  }

  // ── the data ──────────────────────────────────────────────────────────────────────────

  async function load() {
    const packed = Uint8Array.from(atob($("data").textContent), (char) => char.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    D = await new Response(stream).json();
    C = D.columns;
    size = C.id ? C.id.length : 0;
    lang = D.language;
    if (D.baseline) FILTERS.push("state");
    address = new Map();
    for (let i = 0; i < size; i++) address.set(nameOf(i), i);
  }

  const ruleOf = (i) => D.rules[C.rule[i]];
  const nameOf = (i) => (C.id[i] === null ? ruleOf(i).id : `${ruleOf(i).id}:${C.id[i]}`); // null: a whole table
  const verdictOf = (i) => D.verdicts[C.verdict[i]];
  const cityName = (city) => (lang === "zh" && Object.hasOwn(D.cities, city) ? D.cities[city] : city);
  const subjectOf = (i) => `${ruleOf(i).subject[lang === "zh" ? 0 : 1]} ${C.id[i] ?? ""}`.trimEnd();
  const dueOf = (i) => {
    const [first, last] = [text(C.due[i]), text(C.due_latest[i])];
    if (first === null) return "";
    return first === last || last === null ? first : say("between", {first, last});
  };

  function valueOf(name, i) { // what a filter compares, and null for what is not recorded
    if (name === "verdict") return verdictOf(i)[0];
    if (name === "rule") return ruleOf(i).id;
    if (name === "state") return C.state[i] === null ? null : D.baseline.states[C.state[i]][0];
    return text(C[name][i]);
  }

  function labelOf(name, value) {
    if (value === null) return say(name === "state" ? "state_none" : "not_recorded");
    if (name === "state") return words(D.baseline.states.find((known) => known[0] === value)[1]);
    if (name === "verdict") return words(D.verdicts.find((known) => known[0] === value)[1]);
    if (name === "city") return cityName(value);
    if (name === "rule") {
      const rule = D.rules.find((known) => known.id === value);
      return rule ? `${value}  ${words(rule.title)}` : value;
    }
    return value;
  }

  // ── the headline ──────────────────────────────────────────────────────────────────────

  function headline() {
    const J = D.judged, facts = make("dl", {class: "facts"});
    const fact = (name, ...content) => facts.append(make("dt", {}, say(name)), make("dd", {}, ...content));
    const list = (lines) => make("ul", {}, ...lines.map((line) => make("li", {}, line)));
    const label = (table) => words(table);
    const counted = J.subjects.filter((table) => table[2] !== null).map((table) => `${label(table)} ${table[2]}`);
    const absent = J.subjects.filter((table) => table[2] === null).map(label);
    fact("judged_by", `${words(J.law)}${lang === "zh" ? "；" : "; "}${say("rulebook", J.stamp)}`);
    fact("as_of", J.as_of);
    fact("rows", counted.length ? listed(counted) : say("no_rows"));
    const open = J.open.map(([zh, en, n]) => say("open", {n, reason: words([zh, en])}));
    if (absent.length) open.unshift(say("absent", {tables: listed(absent)}));
    if (J.unpublished.length) open.push(say("unpublished", {years: listed(J.unpublished.map(String))}));
    if (J.rejects) open.push(say("rejects", {n: J.rejects}));
    fact("not_judged", open.length ? list(open) : say("all_judged"));
    if (D.baseline) fact("state", words(D.baseline.line));
    const settings = words(J.settings);
    fact("settings", settings.length ? list(settings) : say("no_settings"));
    const numbers = make("ul", {class: "numbers", "aria-label": say("counts")});
    D.verdicts.forEach(([code, name], k) => numbers.append(
      make("li", {colour: COLOURS[code], "data-verdict": code}, make("strong", {}, String(J.counts[k])), words(name))));
    numbers.append(make("li", {}, make("strong", {}, String(J.sensitive)), say("sensitive_count")));
    const parts = [facts, make("h2", {}, say("counts")), numbers];
    if (Object.values(J.groups).some(Boolean)) parts.push(make("p", {class: "note"}, say("groups", J.groups)));
    if (J.problems.length) parts.push(make("details", {},
      make("summary", {}, say("problems", {n: J.problems.length})), list(J.problems)));
    if (D.baseline && D.baseline.total) parts.push(noLongerOpen(D.baseline));
    if (D.privacy) parts.push(make("p", {class: "note"}, say(D.privacy)));
    $("headline").replaceChildren(...parts);
  }

  function noLongerOpen({states, total, left}) {
    const column = (name) => make("th", {scope: "col"}, say(name)), cell = (content) => make("td", {}, content);
    const body = left.map(([state, rule, table, id, verdict, why, message]) => make("tr", {},
      cell(words(states[state][1])), cell(`${rule}:${id}`), cell(`${words(table)} ${id}`),
      cell(verdict === null ? (why ? words(why) : "") : words(D.verdicts[verdict][1])), cell(words(message))));
    return make("details", {id: "no-longer-open"}, make("summary", {}, say("left", {n: total})),
      left.length < total ? make("p", {class: "note"}, say("left_part", {listed: left.length})) : null,
      make("table", {class: "small"}, make("thead", {}, make("tr", {},
        ...["state", "rule", "subject", "verdict_now", "message_then"].map(column))), make("tbody", {}, ...body)));
  }

  // ── charts ────────────────────────────────────────────────────────────────────────────

  function drawCharts() {
    charts.splice(0).forEach((chart) => chart.dispose());
    $("chart-list").replaceChildren();
    $("charts-note").textContent = say("charts_note", {n: D.total});
    $("charts").hidden = D.total === 0;
    if (D.total === 0) return;
    for (const name of ["rule", "city", "month", "site_id"]) drawChart(name, D.tallies[name]);
  }

  function drawChart(name, tally) {
    const present = D.verdicts.map((_, k) => k).filter((k) => [...tally.values, tally.rest].some((row) => row[k + 1]));
    const bars = name === "month" ? MONTHS : BARS, shown = barsOf(name, tally.values);
    const box = make("div", {class: "chart", role: "img", "aria-label": say(`by_${name}`)});
    const parts = [make("h3", {}, say(`by_${name}`)), box];
    const all = tally.values.length + tally.rest[0];
    if (all > bars) parts.push(make("p", {class: "note"}, say(name === "month" ? "chart_latest" : "chart_most", {n: bars})));
    parts.push(tallyTable(name, tally, present));
    $("chart-list").append(make("div", {}, ...parts));
    box.style.height = `${Math.max(160, 74 + 24 * shown.length)}px`;
    const chart = echarts.init(box, null, {renderer: "svg"});
    const flat = (value) => (value.length > 26 ? `${value.slice(0, 25)}…` : value);
    chart.setOption({
      animation: false,
      textStyle: {fontFamily: getComputedStyle(document.body).fontFamily},
      aria: {enabled: true, decal: {show: true}},
      tooltip: {trigger: "axis", renderMode: "richText", axisPointer: {type: "shadow"}},
      legend: {top: 0, left: 0, type: "scroll"},
      grid: {left: 8, right: 24, top: 34, bottom: 8, containLabel: true},
      xAxis: {type: "value", minInterval: 1},
      yAxis: {type: "category", inverse: true, data: shown.map((row) => flat(labelOf(name, row[0]))),
        axisLabel: {interval: 0}},
      series: present.map((k) => ({name: words(D.verdicts[k][1]), type: "bar", stack: "all",
        itemStyle: {color: COLOURS[D.verdicts[k][0]]}, data: shown.map((row) => row[k + 1])})),
    });
    chart.on("click", (event) => {
      state[name] = filterValue(shown[event.dataIndex][0]);
      filters();
      update({page: 1});
    });
    charts.push(chart);
  }

  function barsOf(name, values) { // the most, or the latest months in their order
    if (name !== "month") return values.slice(0, BARS);
    const dated = values.filter((row) => row[0] !== null).sort((a, b) => (a[0] < b[0] ? -1 : 1)).slice(-MONTHS);
    return [...dated, ...values.filter((row) => row[0] === null)];
  }

  function tallyTable(name, tally, present) {
    const head = make("tr", {}, make("th", {scope: "col"}, say(name)),
      ...present.map((k) => make("th", {scope: "col", class: "number"}, words(D.verdicts[k][1]))),
      make("th", {scope: "col", class: "number"}, say("total")));
    const line = (label, counts) => make("tr", {}, make("th", {scope: "row"}, label),
      ...present.map((k) => make("td", {class: "number"}, String(counts[k]))),
      make("td", {class: "number"}, String(counts.reduce((sum, n) => sum + n, 0))));
    const body = tally.values.map(([value, ...counts]) => line(labelOf(name, value), counts));
    const [rest, ...others] = tally.rest;
    if (rest) body.push(line(say("others"), others));
    return make("details", {}, make("summary", {}, say("as_table")),
      rest ? make("p", {class: "note"}, say("table_most", {n: tally.values.length, rest})) : null,
      make("table", {class: "small"}, make("thead", {}, head), make("tbody", {}, ...body)));
  }

  // ── filters ───────────────────────────────────────────────────────────────────────────

  // In a filter and in a link, what is not recorded is "-", and a value that begins with one has one more.
  const filterValue = (value) => (value === null ? "-" : value.startsWith("-") ? `-${value}` : value);

  function filters() {
    const form = $("filters"), labelled = (name, control) => make("label", {}, say(name), control);
    const search = make("input", {type: "search", id: "q", value: state.q, placeholder: say("search_hint"), autocomplete: "off"});
    let timer = 0;
    search.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => { state.q = search.value; update({page: 1}); }, 150);
    });
    const parts = [labelled("search", search)];
    for (const name of FILTERS) {
      const select = make("select", {id: `filter-${name}`}, make("option", {value: ""}, say("every")));
      for (const value of choices(name)) select.append(make("option", {value: filterValue(value)}, labelOf(name, value)));
      select.value = state[name] || "";
      if (select.value !== (state[name] || "")) state[name] = select.value = "";
      select.addEventListener("change", () => { state[name] = select.value; update({page: 1}); });
      parts.push(labelled(name, select));
    }
    const check = make("input", {type: "checkbox", id: "sensitive"});
    check.checked = state.sensitive;
    check.addEventListener("change", () => { state.sensitive = check.checked; update({page: 1}); });
    parts.push(make("label", {class: "check"}, check, say("only_sensitive")));
    parts.push(make("button", {type: "button", id: "reset", onclick: () => {
      for (const name of FILTERS) state[name] = "";
      Object.assign(state, {q: "", sensitive: false});
      filters();
      update({page: 1});
    }}, say("reset")));
    form.replaceChildren(...parts);
  }

  function choices(name) {
    const values = new Set();
    for (let i = 0; i < size; i++) values.add(valueOf(name, i));
    if (name === "verdict") return D.verdicts.map(([code]) => code).filter((code) => values.has(code));
    return [...values].sort((a, b) => (a === null) - (b === null) || (a < b ? -1 : 1));
  }

  function searched(i) {
    if (haystack === null) { // built when first searched, in the language shown
      haystack = new Array(size);
      for (let j = 0; j < size; j++) {
        const rule = ruleOf(j), city = text(C.city[j]), site = text(C.site_id[j]);
        haystack[j] = `${nameOf(j)} ${words(rule.title)} ${subjectOf(j)} ${city ? cityName(city) : ""} ${
          city || ""} ${site || ""} ${text(C.month[j]) || ""} ${C[lang][j]}`.toLowerCase();
      }
    }
    return haystack[i];
  }

  function select() {
    const wanted = FILTERS.filter((name) => state[name]), parts = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    rows = [];
    for (let i = 0; i < size; i++) {
      if (state.sensitive && !C.sensitive[i]) continue;
      if (!wanted.every((name) => filterValue(valueOf(name, i)) === state[name])) continue;
      if (parts.length && !parts.every((part) => searched(i).includes(part))) continue;
      rows.push(i);
    }
    if (state.sort) {
      const keys = new Map(rows.map((i) => [i, sortKey(i)])), sign = state.down ? -1 : 1;
      rows.sort((a, b) => compare(keys.get(a), keys.get(b), sign) || a - b);
    }
  }

  function sortKey(i) {
    if (state.sort === "days") return C.days[i];
    if (state.sort === "verdict") return C.verdict[i];
    if (state.sort === "subject") return C.id[i];
    if (state.sort === "due") return text(C.due[i]);
    return valueOf(state.sort, i);
  }

  function compare(a, b, sign) { // what is not recorded stands last, whichever way
    if (a === null || b === null) return (a === null) - (b === null);
    return a < b ? -sign : a > b ? sign : 0;
  }

  // ── the table ─────────────────────────────────────────────────────────────────────────

  function tableHead() {
    const cells = SORTED.map((name) => make("th", {scope: "col", title: name === "days" ? say("days_hint") : null,
      "aria-sort": state.sort === name ? (state.down ? "descending" : "ascending") : null},
    make("button", {type: "button", id: `sort-${name}`, onclick: () => {
      state.down = state.sort === name && !state.down;
      state.sort = name;
      update({page: 1});
      $(`sort-${name}`).focus();
    }}, say(name))));
    $("table").tHead.replaceChildren(make("tr", {}, ...cells, make("th", {}, make("span", {class: "unseen"}, say("open_finding")))));
  }

  function badge(i) {
    const [code, name] = verdictOf(i);
    return make("span", {class: "verdict", colour: COLOURS[code]}, words(name));
  }

  function tableRow(i) {
    const rule = ruleOf(i), open = state.open.has(i), city = text(C.city[i]);
    const cell = (name, ...content) => make("td", {"data-title": say(name)}, ...content);
    const sensitive = C.sensitive[i] ? make("span", {class: "mark"}, ` ${say("sensitive")}`) : null;
    const toggle = make("button", {type: "button", id: `toggle-${i}`, "aria-expanded": String(open), "aria-controls": `details-${i}`,
      "aria-label": `${say(open ? "close_finding" : "open_finding")} ${nameOf(i)}`, onclick: () => {
        if (!state.open.delete(i)) state.open.add(i);
        state.show = state.open.has(i) ? nameOf(i) : null;
        update({});
        $(`toggle-${i}`).focus();
      }}, say(open ? "close_finding" : "open_finding"));
    const since = D.baseline && C.state[i] !== null ? make("span", {class: "mark"}, ` ${labelOf("state", valueOf("state", i))}`) : null;
    return make("tr", {"data-finding": nameOf(i)}, cell("verdict", badge(i), sensitive, since),
      cell("rule", make("strong", {}, rule.id), ` ${words(rule.title)}`), cell("subject", subjectOf(i)),
      cell("city", city === null ? "" : cityName(city)), cell("site_id", text(C.site_id[i]) || ""),
      cell("month", text(C.month[i]) || ""), cell("due", dueOf(i)),
      cell("days", C.days[i] === null ? "" : String(C.days[i])), make("td", {}, toggle));
  }

  function details(i) {
    const rule = ruleOf(i), facts = make("dl", {class: "facts"});
    const fact = (name, ...content) => facts.append(make("dt", {}, say(name)), make("dd", {}, ...content));
    fact("message", C[lang][i]);
    const reason = text(C.reason[i]), missing = C.missing[i].map((number) => words(D.missing[number]));
    if (reason !== null) fact("reason", words(reason));
    if (missing.length) fact("missing", listed(missing));
    if (D.baseline && C.state[i] !== null) fact("state", labelOf("state", valueOf("state", i)));
    if (dueOf(i)) fact("due", dueOf(i));
    fact("clause", `${words(rule.clause)} (${rule.clause[2]})`, make("blockquote", {lang: "zh-CN"}, rule.quote));
    const values = C.evidence[i].map((item) => make("li", {}, evidence(item)));
    if (values.length) fact("evidence", make("ul", {}, ...values));
    if (C.count[i] !== null) fact("count", dayCount(D.day_counts[C.count[i]]));
    else if (!D.counts_known && dueOf(i)) fact("count", say("no_count"));
    const readings = text(C.readings[i]).map(([name, verdict]) => make("li", {},
      make("strong", {}, `${name}${say("colon")}${words(D.verdicts[verdict][1])}`),
      Object.hasOwn(rule.readings, name) ? `${lang === "zh" ? "。" : ". "}${words(rule.readings[name])}` : ""));
    if (readings.length) fact("readings", make("ul", {}, ...readings));
    fact("remedy", words(rule.remedy));
    fact("link", make("a", {href: `#finding=${encodeURIComponent(nameOf(i))}`}, nameOf(i)));
    return facts;
  }

  function evidence([path, ids, value]) {
    const [label, name, coded] = D.paths[path];
    const pieces = (lang === "zh" ? label : name).split("{}");
    const where = pieces.map((piece, k) => (k ? `${ids[k - 1]}${piece}` : piece)).join("");
    return `${where}${say("colon")}${shownValue(value, name, coded)}`;
  }

  function shownValue(value, name, coded) {
    if (value === null) return say("not_recorded");
    if (value === true || value === false) return say(value ? "yes" : "no");
    if (lang === "zh" && coded && Object.hasOwn(D.codes, value)) return D.codes[value];
    if (lang === "zh" && /(^|\.)city$/.test(name) && Object.hasOwn(D.cities, value)) return `${D.cities[value]}（${value}）`;
    return String(value);
  }

  function dayCount(days) {
    const grid = make("div", {class: "days"}), week = new Intl.DateTimeFormat(lang === "zh" ? "zh-CN" : "en", {weekday: "short", timeZone: "UTC"});
    for (const [day, works, least, most, reason, festival] of days) {
      const off = works === false ? "off" : null;
      const nth = works === false ? "" : least === most ? say("nth", {n: least}) : say("nth_between", {least, most});
      const why = festival ? `${words(reason)}${lang === "zh" ? `（${words(festival)}）` : ` (${words(festival)})`}` : words(reason);
      for (const cell of [day, week.format(new Date(`${day}T00:00:00Z`)), why, nth]) grid.append(make("span", {class: off}, cell));
    }
    return grid;
  }

  function table() {
    const pages = Math.max(1, Math.ceil(rows.length / PAGE_SIZE));
    state.page = Math.min(Math.max(1, state.page), pages);
    const body = $("table").tBodies[0];
    body.replaceChildren();
    for (const i of rows.slice((state.page - 1) * PAGE_SIZE, state.page * PAGE_SIZE)) {
      body.append(tableRow(i));
      if (state.open.has(i)) {
        const cell = make("td", {colspan: SORTED.length + 1, role: "group", "aria-label": say("details_of", {id: nameOf(i)})}, details(i));
        body.append(make("tr", {class: "details", id: `details-${i}`}, cell));
      }
    }
    const found = say("found", {n: rows.length, page: state.page, pages});
    if ($("found").textContent !== found || !rows.length) $("found").textContent = rows.length ? found : say("none_found");
    const button = (name, page, off) => make("button", {type: "button", id: `page-${name}`, disabled: off ? "" : null,
      onclick: () => { update({page}); $("findings").focus(); }}, say(name));
    $("pages").setAttribute("aria-label", say("findings"));
    $("pages").replaceChildren(button("first", 1, state.page === 1), button("previous", state.page - 1, state.page === 1),
      button("next", state.page + 1, state.page === pages), button("last", pages, state.page === pages));
    $("pages").hidden = pages === 1;
    $("table").hidden = rows.length === 0;
  }

  // ── links ─────────────────────────────────────────────────────────────────────────────

  function fromLink() {
    const link = new URLSearchParams(location.hash.slice(1));
    if (link.get("lang") === "zh" || link.get("lang") === "en") lang = link.get("lang");
    for (const name of FILTERS) state[name] = link.get(name) || "";
    Object.assign(state, {q: link.get("q") || "", sensitive: link.get("sensitive") === "1", page: Number(link.get("page")) || 1,
      sort: SORTED.includes(link.get("sort")) ? link.get("sort") : "", down: link.get("down") === "1", show: link.get("finding")});
  }

  function toLink() {
    const link = new URLSearchParams();
    for (const name of FILTERS) if (state[name]) link.set(name, state[name]);
    if (state.q) link.set("q", state.q);
    if (state.sensitive) link.set("sensitive", "1");
    if (state.sort) link.set("sort", state.sort);
    if (state.sort && state.down) link.set("down", "1");
    if (state.page > 1) link.set("page", String(state.page));
    if (lang !== D.language) link.set("lang", lang);
    if (state.show) link.set("finding", state.show);
    const hash = link.toString();
    try { history.replaceState(null, "", hash ? `#${hash}` : `${location.pathname}${location.search}`); } catch { /* a sandboxed frame has no history */ }
  }

  function showLinked() {
    if (!state.show) return;
    const i = address.get(state.show);
    if (i === undefined) { $("found").textContent = say("unknown_link", {id: state.show}); return; }
    state.open.add(i);
    if (!rows.includes(i)) { // a link to a finding goes before the filters it came with
      for (const name of FILTERS) state[name] = "";
      Object.assign(state, {q: "", sensitive: false});
      filters();
      select();
    }
    state.page = Math.floor(rows.indexOf(i) / PAGE_SIZE) + 1;
    table();
    $(`toggle-${i}`).closest("tr").scrollIntoView({block: "start"});
    $(`toggle-${i}`).focus({preventScroll: true});
  }

  function update(change) {
    Object.assign(state, change);
    select();
    tableHead();
    table();
    toLink();
  }

  function speak() {
    document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
    document.title = $("title").textContent = say("title");
    for (const node of document.querySelectorAll("[data-word]")) node.textContent = say(node.dataset.word);
    $("skip").textContent = say("skip");
    $("language").value = lang;
    $("listed-part").hidden = size === D.total;
    $("listed-part").textContent = say("listed_part", {listed: size, total: D.total});
    haystack = null;
    headline();
    drawCharts();
    filters();
  }

  function forPrint() {
    const parts = rows.slice(0, PRINTED).map((i) => make("article", {}, make("h3", {}, badge(i), ` ${nameOf(i)}  ${words(ruleOf(i).title)}`), details(i)));
    if (rows.length > PRINTED) parts.unshift(make("p", {class: "warning"}, say("printed", {n: PRINTED, total: rows.length})));
    $("print-list").replaceChildren(...parts);
    charts.forEach((chart) => { chart.resize({width: PRINT_WIDTH}); chart.getZr().flush(); });
  }

  async function start() {
    try { await load(); } catch (error) {
      $("loading").textContent = document.querySelector("noscript").textContent.replace(/<[^>]*>/g, "");
      throw error;
    }
    fromLink();
    $("main").hidden = false;
    $("loading").textContent = "";
    speak();
    update({});
    showLinked();
    $("language").addEventListener("change", () => { lang = $("language").value; speak(); update({}); });
    $("print").addEventListener("click", () => print());
    addEventListener("hashchange", () => { fromLink(); speak(); update({page: state.page}); showLinked(); });
    addEventListener("resize", () => charts.forEach((chart) => chart.resize()));
    addEventListener("beforeprint", forPrint);
    addEventListener("afterprint", () => { $("print-list").replaceChildren(); charts.forEach((chart) => chart.resize({width: "auto"})); });
    $("filters").addEventListener("submit", (event) => event.preventDefault());
    document.documentElement.dataset.ready = "1";
  }

  start();
})();
