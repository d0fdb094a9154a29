import { byId, countdown, follow, list, make, text } from "./common.js";

const LINES = 4; // of a name, at most, while it is short enough to be read aloud
const LONG = 24; // letters, from which on what stands below is set smaller
const LONGEST_WORD = 40; // longer ones are broken: nobody's name, but the page must hold
const POINTING = 3000; // ms
let page = null;

function draw(next, signal) {
    page = next;
    text("signal-words", signal.words);
    const body = document.body;
    body.dataset.phase = page.phase;
    body.classList.toggle("announcing", page.message !== "");
    document.title = page.title;
    text("title", page.title);
    text("clock", page.clock);
    text("step", page.step || page.date);
    text("eyebrow", page.eyebrow);
    text("under", page.under);
    byId("under").classList.toggle("long", page.under.length > LONG);
    text("meanwhile", page.message && [page.eyebrow, page.main].filter(Boolean).join(" · "));
    list("lines", page.lines, (line) => make("li", "", line));
    byId("ready").hidden = page.ready.length === 0;
    list("ready-names", page.ready, (who) => {
        return make("li", "", make("b", "", who.name), make("span", "", who.village));
    });
    byId("countdown").hidden = page.countdown === null;
    byId("side").hidden = page.countdown === null && page.under === "";
    fit();
}

function tick(seconds) {
    if (!page?.countdown) return;
    const { shown, tone, over } = countdown(page.countdown, seconds);
    const element = byId("countdown");
    element.dataset.tone = tone;
    text("countdown-digits", shown);
    text("countdown-words", over ? document.body.dataset.over : document.body.dataset.left);
}

/** Break the main line and choose its size so that it fills the room there is. */
function fit() {
    const main = byId("main");
    const room = byId("room");
    const words = (page.message || page.main).match(new RegExp(`\\S{1,${LONGEST_WORD}}`, "gu")) ?? [];
    const style = getComputedStyle(main);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${style.fontWeight} 100px ${style.fontFamily}`;
    const widths = words.map((word) => pen.measureText(word).width);
    const blank = pen.measureText(" ").width;
    const height = parseFloat(style.lineHeight) / parseFloat(style.fontSize);
    let best = { size: 0, lines: [] };
    for (let count = 1; count <= words.length; count++) {
        const { lines, width } = balanced(words, widths, blank, count);
        const size = Math.min((99 * room.clientWidth) / width, room.clientHeight / (lines.length * height));
        if (size > best.size) best = { size, lines };
        else if (count > LINES) break;
    }
    main.style.setProperty("--size", `${Math.floor(best.size)}px`);
    text("main", best.lines.join("\n"));
}

/** Words in at most `count` lines, the widest as narrow as possible. */
function balanced(words, widths, blank, count) {
    const broken = (most) => {
        const lines = [[0, 0, -blank]]; // from, to, width
        widths.forEach((width, at) => {
            const line = lines[lines.length - 1];
            if (at > line[0] && line[2] + blank + width > most) lines.push([at, at + 1, width]);
            else [line[1], line[2]] = [at + 1, line[2] + blank + width];
        });
        return lines;
    };
    let narrow = Math.max(...widths);
    let wide = broken(Infinity)[0][2];
    while (wide - narrow > 1) {
        const middle = (narrow + wide) / 2;
        if (broken(middle).length <= count) wide = middle;
        else narrow = middle;
    }
    const lines = broken(wide);
    return {
        lines: lines.map(([from, to]) => words.slice(from, to).join(" ")),
        width: Math.max(...lines.map((line) => line[2])),
    };
}

function fillScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
}

/** The pointer and the button are there only while somebody moves the mouse. */
let pointing;
function pointed() {
    document.body.classList.add("pointing");
    clearTimeout(pointing);
    pointing = setTimeout(() => document.body.classList.remove("pointing"), POINTING);
}

document.documentElement.classList.toggle("dark", new URLSearchParams(location.search).has("dark"));
addEventListener("click", fillScreen);
addEventListener("keydown", (event) => event.key === "f" && fillScreen());
addEventListener("pointermove", pointed);
new ResizeObserver(() => page && fit()).observe(byId("room"));
follow("hall", { draw, tick });
