/** Where not even the texts could be had: the one thing that is said in English to everybody. */
export function NoWords() {
  return (
    <main class="sheet no-words" lang="en" dir="ltr">
      <h1>Account security</h1>
      <p role="alert">We can’t load this page right now. Check your connection and load it again.</p>
      <div class="actions">
        <button type="button" class="button main" onClick={() => location.reload()}>
          Load again
        </button>
      </div>
    </main>
  );
}
