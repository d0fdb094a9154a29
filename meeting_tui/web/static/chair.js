import { byId, countdown, follow, list, make, text } from "./common.js";

let page = null;

const numbered = (question) => make("li", "", make("b", "", String(question.number)), make("span", "", question.text));
const line = (words) => make("li", "", words);
const share = (item) => make("li", "", make("span", "", item.label), make("b", "", String(item.count)));

function fact(item) {
    const value = make("dd", "", item.value);
    value.dataset.tone = item.tone;
    return make("div", "", make("dt", "", item.label), value);
}

function waiting(who) {
    return make(
        "li",
        "",
        make("b", "place", String(who.place)),
        make("div", "who", make("b", "", who.name), " ", make("span", "village", who.village)),
        make("div", "why", make("b", "", who.why), " ", make("span", "", who.about)),
    );
}

/** Who was not heard has a sign of its own, and a colour: either is enough to find it. */
function covered(group) {
    const heard = group.spoken > 0;
    const name = make("th", "", make("i", "", heard ? "●" : "○"), make("span", "", group.name));
    name.scope = "row";
    name.firstChild.title = heard ? "" : document.body.dataset.notHeard;
    const cells = [group.invited, group.present, group.spoken].map((count) => make("td", "", String(count)));
    return make("tr", heard ? "" : "unheard", name, ...cells);
}

/** A list in a part of the page that is there only while the list has something. */
function part(id, items, each) {
    list(id, items, each);
    byId(`${id}-part`).hidden = items.length === 0;
}

function draw(next, signal) {
    page = next;
    text("signal-words", signal.words);
    text("signal-advice", signal.advice);
    document.title = page.title;
    for (const id of ["title", "date", "clock", "step", "outlook", "advice"]) text(id, page[id]);
    text("step-time", page.step_time);
    byId("step-time").dataset.tone = page.step_tone;
    byId("outlook").dataset.tone = page.outlook_tone;
    byId("forecast").hidden = page.outlook === "" && page.advice === "";
    text("message", page.message);
    byId("message-part").hidden = page.message === "";

    part("readout", page.readout, line);
    drawFloor(page.floor);
    drawAnswering(page.answering);
    text("idle", page.floor || page.answering || page.readout.length ? "" : page.idle);

    list("next", page.next, waiting);
    const over = page.next.length === 0 && (page.answering !== null || page.readout.length > 0);
    document.body.classList.toggle("queue-over", over);
    byId("nobody-next").hidden = page.next.length > 0;
    list("queue", page.queue, fact);
    list("hall", page.hall, fact);
    part("villages", page.villages, covered);
    part("delegations", page.delegations, covered);
    part("topics", page.topics, share);
}

function drawFloor(floor) {
    byId("floor").hidden = floor === null;
    if (floor === null) return;
    byId("floor").dataset.state = floor.state;
    text("floor-state", floor.state_words);
    byId("floor-state").dataset.tone = floor.tone;
    text("floor-name", floor.name);
    text("floor-village", floor.village);
    text("floor-about", [floor.about, floor.topic].filter(Boolean).join(" · "));
    text("slip", floor.slip);
    byId("slip-part").hidden = floor.slip === "";
    part("noted", floor.questions, numbered);
}

function drawAnswering(answering) {
    byId("answering").hidden = answering === null;
    if (answering === null) return;
    text("unit", answering.unit);
    text("progress", answering.progress);
    part("open", answering.open, numbered);
    part("promised", answering.promised, line);
    part("others", answering.others, share);
}

function tick(seconds) {
    if (page === null) return;
    drawClock("floor-clock", page.floor?.countdown, seconds);
    drawClock("answering-clock", page.answering?.countdown, seconds);
}

function drawClock(id, clock, seconds) {
    const element = byId(id);
    element.hidden = !clock;
    if (!clock) return;
    const { shown, tone, over } = countdown(clock, seconds);
    element.dataset.tone = tone;
    text(`${id}-digits`, shown);
    text(`${id}-words`, over ? document.body.dataset.over : document.body.dataset.left);
}

follow("chair", { draw, tick });
