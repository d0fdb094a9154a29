// Follows the server's events and keeps a page honest: what it shows, how old that is, and whether it can be trusted.
// Text is only ever put in as text. What is counted is counted from clocks, never by ticks.

const TICK = 200; // ms
const SILENCE = 4000; // ms: the server says something every second
const JUST_NOW = 500; // ms
const FIRST_WAIT = 250; // ms before asking again, doubled up to
const LONGEST_WAIT = 2000;

/**
 * Follow `/VIEW/events` for as long as the page is open.
 *
 * `draw(page, signal)` is called with every page that comes, `tick(seconds)` five times a second with the time since the
 * last one came. `body` says in `data-signal` and `data-trust` what the server thinks of the console; it has the class `cut`
 * while nothing comes from the server itself, and `#lost-age` says for how long.
 */
export function follow(view, { draw, tick }) {
    const body = document.body;
    let source;
    let retry;
    let wait = FIRST_WAIT;
    let opened = 0;
    let came = clocks();
    let looked = came;

    function open() {
        clearTimeout(retry);
        source?.close();
        opened = performance.now();
        source = new EventSource(`/${view}/events`);
        source.addEventListener("page", arrived);
        source.addEventListener("error", failed);
    }

    function arrived(event) {
        const data = JSON.parse(event.data);
        came = clocks();
        wait = FIRST_WAIT;
        body.classList.remove("connecting", "cut");
        body.dataset.signal = data.signal.state;
        body.dataset.trust = data.signal.tone;
        draw(data.page, data.signal);
        ticked();
    }

    function failed(event) {
        if (event.target !== source) return; // it was replaced already
        const refused = source.readyState === EventSource.CLOSED;
        source.close();
        body.classList.add("cut");
        if (refused) leaveIfShutOut(view);
        clearTimeout(retry);
        retry = setTimeout(open, wait);
        wait = Math.min(2 * wait, LONGEST_WAIT);
    }

    function ticked() {
        const slept = since(looked) > SILENCE / 2;
        looked = clocks();
        if (slept) woken();
        const age = since(came);
        if (age > SILENCE) {
            body.classList.add("cut");
            if (performance.now() - opened > LONGEST_WAIT && source.readyState !== EventSource.CLOSED) open();
        }
        text("lost-age", digits(age / 1000));
        tick((performance.now() - came.steady) / 1000);
    }

    /** What was on its way meanwhile may be old: ask anew, once for all that tells of the waking. */
    function woken() {
        if (document.visibilityState !== "visible" || performance.now() - opened < JUST_NOW) return;
        wait = FIRST_WAIT;
        open();
    }

    body.classList.add("connecting");
    document.addEventListener("visibilitychange", woken);
    for (const name of ["online", "pageshow"]) addEventListener(name, woken);
    keepAwake();
    setInterval(ticked, TICK);
    open();
}

/** The session ended with the server that gave it: show the PIN form. While no server answers, the page stays. */
function leaveIfShutOut(view) {
    fetch(`/${view}`, { method: "HEAD", cache: "no-store" }).then(
        (answer) => answer.status === 401 && location.reload(),
        () => {},
    );
}

/** A tablet's steady clock may stand still while it sleeps; its wall clock does not. */
function clocks() {
    return { steady: performance.now(), wall: Date.now() };
}

function since(then) {
    return Math.max(performance.now() - then.steady, Date.now() - then.wall);
}

/** Only a page that came over https or from this computer may ask for it: without it, the tablet's own setting counts. */
function keepAwake() {
    const ask = () => document.visibilityState === "visible" && navigator.wakeLock?.request("screen").catch(() => {});
    document.addEventListener("visibilitychange", ask);
    ask();
}

/** `04:05`, `1:02:09`; what is below zero counts up again. */
export function digits(seconds) {
    const whole = Math.floor(Math.abs(seconds));
    const two = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(whole / 3600);
    const minutes = Math.floor(whole / 60) % 60;
    return (hours ? `${hours}:` : "") + `${two(minutes)}:${two(whole % 60)}`;
}

/** Where a countdown stands `seconds` after it came. */
export function countdown(clock, seconds) {
    const remaining = clock.running ? clock.remaining - seconds : clock.remaining;
    const over = remaining < 0;
    // 0.9 s left is 00:01, so that 00:00 is shown when the time is up
    const shown = over ? `−${digits(remaining)}` : digits(Math.ceil(remaining));
    const tone = over ? "over" : remaining <= clock.warn ? "warning" : clock.running ? "running" : "still";
    return { shown, tone, over };
}

export const byId = (id) => document.getElementById(id);

/** Put `words` in, if they are not there already; an element without words is not shown. */
export function text(id, words) {
    const element = byId(id);
    if (element.textContent === words) return;
    element.textContent = words;
    element.hidden = words === "";
}

/** An element with text or other elements in it. */
export function make(tag, kind, ...inside) {
    const element = document.createElement(tag);
    element.className = kind;
    element.append(...inside);
    return element;
}

const drawn = new WeakMap();

/** Fill an element anew with what `each` makes of the items, but only when they changed. */
export function list(id, items, each) {
    const element = byId(id);
    const value = JSON.stringify(items);
    if (drawn.get(element) === value) return;
    drawn.set(element, value);
    element.replaceChildren(...items.map(each));
}
