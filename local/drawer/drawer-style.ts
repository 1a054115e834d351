export const DRAWER_STYLE = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f5f6f9, #11141a);
  --card: light-dark(#fff, #1a1f28);
  --line: light-dark(#d7dce5, #333c4b);
  --edge: light-dark(#7d8798, #77839a);
  --text: light-dark(#171c26, #eef1f6);
  --quiet: light-dark(#515a6b, #aab4c5);
  --accent: light-dark(#2450c8, #7ea2ff);
  --tint: light-dark(#e9effd, #1e2a48);
  --warn: light-dark(#7a4b00, #f3c969);
  --warn-tint: light-dark(#fff5dc, #362b10);
  color: var(--text);
  background: var(--page);
  accent-color: var(--accent);
}
*, ::before, ::after { box-sizing: border-box }
[hidden] { display: none !important }
body { font: 0.9375rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; margin: 0 auto; max-width: 72rem; padding: 1rem 0.75rem 2rem }
h1, h2, h3, p { margin: 0 }
h1 { font-size: 1.25rem; line-height: 1.3 }
h2 { font-size: 1rem; line-height: 1.4 }
h3 { font-size: 1rem; line-height: 1.35; overflow-wrap: anywhere }
header { margin-bottom: 0.75rem }
header p, .quiet { color: var(--quiet); font-size: 0.8125rem }
a { color: var(--accent) }
label { font-size: 0.8125rem; font-weight: 600 }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }

button, input, select {
  font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--edge); border-radius: 0.5rem; min-height: 2.25rem; padding: 0.25rem 0.6rem;
}
input, select { width: 100%; min-width: 0 }
input::placeholder { color: var(--quiet); opacity: 1 }
button { cursor: pointer; font-weight: 600 }
button:hover { background: var(--tint) }
button[aria-disabled='true'] { cursor: progress; color: var(--quiet); border-color: var(--line); background: none }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
[aria-invalid='true'] { border-color: var(--warn) }

main, .controls { display: grid; gap: 0.75rem; align-content: start }
main { gap: 1.25rem }
main > *, .controls > * { min-width: 0 }
.panel { background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; padding: 0.75rem }
.reading { margin: 0.1rem 0 0.6rem }
#now { font-size: 1.25rem; font-weight: 650; font-variant-numeric: tabular-nums; line-height: 1.35 }
.steps { display: grid; grid-template-columns: repeat(2, 1fr); gap: 0.4rem; margin-bottom: 0.6rem }
.steps button { padding-inline: 0.25rem; white-space: nowrap }
.field { display: flex; gap: 0.4rem }
.field button { flex: none }
form label { display: block; margin-bottom: 0.15rem }
form .quiet { margin-top: 0.25rem }
.error, .notice { color: var(--warn) }
.error { font-size: 0.8125rem; font-weight: 600 }
.error:not(:empty) { margin-top: 0.4rem }
.notice:not(:empty) { background: var(--warn-tint); border-radius: 0.5rem; padding: 0.5rem 0.75rem; margin-bottom: 0.75rem }
#walk { margin-top: 0.6rem }
progress { display: block; width: 100%; height: 0.6rem }
.outcome:not(:empty) { margin-top: 0.6rem; padding: 0.5rem 0.65rem; border-radius: 0.5rem; background: var(--tint); font-size: 0.875rem }

summary { cursor: pointer; border-radius: 0.25rem }
summary h2 { display: inline }
summary .odd { color: var(--warn); font-weight: 600 }
.mode { display: grid; grid-template-columns: 3.5rem 1fr; align-items: center; gap: 0.4rem; margin-top: 0.4rem }

.top { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; margin-bottom: 0.25rem }
.filter { display: grid; grid-template-columns: auto 1fr; align-items: center; gap: 0.6rem }
#none { padding: 1.5rem 1rem; margin-top: 0.75rem; text-align: center; color: var(--quiet); border: 1px dashed var(--edge); border-radius: 0.75rem }
#messages { display: grid; gap: 0.6rem; margin-top: 0.75rem }
#older { width: 100%; margin-top: 0.75rem }
.message { min-width: 0; background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; padding: 0.75rem }
.message.new { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent) }
.head { display: flex; gap: 0.5rem; justify-content: space-between; align-items: start }
.head h3 { min-width: 0; flex: 1 }
.badge, .delivery { border-radius: 1rem; padding: 0.05rem 0.5rem; font-size: 0.75rem; font-weight: 650; line-height: 1.5 }
.badge { background: var(--accent); color: light-dark(#fff, #0b1530) }
.delivery { background: var(--tint); color: var(--accent) }
.about { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.1rem 0.5rem; margin-top: 0.15rem; font-size: 0.8125rem; color: var(--quiet) }
.recipient { min-height: 1.5rem; padding: 0; border: 0; background: none; color: var(--accent); font-weight: 500; text-align: start; overflow-wrap: anywhere }
.recipient:hover { background: none; text-decoration: underline }
.template { font-family: ui-monospace, monospace; font-size: 0.75rem }
.codes { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-top: 0.5rem }
.code { display: flex; align-items: center; gap: 0.75rem; padding: 0.3rem 0.75rem; border-color: var(--accent); background: var(--tint) }
.code:hover { background: var(--card) }
.digits { font: 700 1.625rem/1.3 ui-monospace, monospace; letter-spacing: 0.08em; user-select: text }
.copy { min-width: 4rem; font-size: 0.8125rem; color: var(--accent) }
.text { margin-top: 0.5rem; white-space: pre-wrap; overflow-wrap: anywhere }
mark { background: none; color: inherit; font-weight: 700 }

@media (min-width: 22rem) {
  .steps { grid-template-columns: 1.5fr 1fr 1.1fr 1.15fr }
  .steps button { font-size: 0.8125rem }
}
@media (min-width: 56rem) {
  body { padding: 1.5rem 1.5rem 3rem }
  h1 { font-size: 1.5rem }
  main { grid-template-columns: 23rem minmax(0, 1fr); gap: 1.75rem }
  .controls { position: sticky; top: 1rem; align-self: start }
  .message { padding: 0.9rem 1rem }
}
@media (prefers-reduced-motion: no-preference) {
  .message.new { animation: come 0.4s ease-out }
  @keyframes come { from { opacity: 0; transform: translateY(-0.4rem) } }
}
`;
