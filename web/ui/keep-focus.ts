/** For when something goes with what had the focus in it: it then goes to the heading above, unless it has moved on already. */
export function keepFocus(): void {
  setTimeout(() => {
    if (document.activeElement !== document.body) return;
    const heading = document.querySelector<HTMLElement>('dialog[open] h2') ?? document.querySelector('h1');
    heading?.focus();
  });
}
