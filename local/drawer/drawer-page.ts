/** The page itself, empty: its script fills it. Neither script nor style stands in it, as its policy asks. */
export const DRAWER_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Outbox and clock</title>
<link rel="stylesheet" href="/local/assets/drawer.css">
<script type="module" src="/local/assets/drawer.js"></script>
</head>
<body>
<header>
<h1>Outbox and clock</h1>
<p>For trying things out, on this machine only.</p>
</header>
<noscript><p class="notice">This page needs JavaScript. Without it, <a href="/local/outbox">the outbox is there as JSON</a> for programs.</p></noscript>
<p id="lost" class="notice" role="alert"></p>
<p id="announcer" class="unseen" role="status" aria-live="polite"></p>
<main>
<div class="controls">
<section id="clock" class="panel" aria-labelledby="clock-title">
<h2 id="clock-title">Clock</h2>
<div class="reading">
<p><time id="now">–</time></p>
<p id="ahead" class="quiet"></p>
</div>
<div class="steps" role="group" aria-label="Move time forward">
<button type="button" data-advance="PT10M">+10 minutes</button>
<button type="button" data-advance="P1D">+1 day</button>
<button type="button" data-advance="P7D">+7 days</button>
<button type="button" data-advance="P30D">+30 days</button>
</div>
<form id="advance" novalidate>
<label for="duration">Another duration</label>
<div class="field">
<input id="duration" type="text" placeholder="P45D" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="duration-error duration-hint">
<button id="advance-now">Advance</button>
</div>
<p id="duration-error" class="error" role="alert"></p>
<p id="duration-hint" class="quiet">ISO 8601: P45D is 45 days, PT2H two hours.</p>
</form>
<div id="walk" hidden>
<p id="whereabouts" class="quiet"></p>
<progress id="progress" max="1" aria-labelledby="whereabouts"></progress>
</div>
<p id="walked" class="outcome" role="status"></p>
</section>
<details id="provider" class="panel">
<summary><h2>Provider</h2> <span id="provider-summary" class="quiet">…</span></summary>
<p class="quiet">What happens to new messages.</p>
<div class="mode"><label for="mode-email">Email</label><select id="mode-email"></select></div>
<div class="mode"><label for="mode-sms">SMS</label><select id="mode-sms"></select></div>
<div class="mode"><label for="mode-call">Call</label><select id="mode-call"></select></div>
<p id="provider-changed" class="unseen" role="status"></p>
</details>
</div>
<section class="outbox" aria-labelledby="outbox-title">
<div class="top">
<h2 id="outbox-title">Outbox</h2>
<p id="count" class="quiet"></p>
</div>
<div class="filter">
<label for="to">Only to</label>
<input id="to" type="search" list="recipients" placeholder="everybody" autocomplete="off" autocapitalize="none" spellcheck="false">
</div>
<datalist id="recipients"></datalist>
<p id="none" hidden></p>
<div id="messages"></div>
<button id="older" type="button" hidden>Show older messages</button>
</section>
</main>
</body>
</html>
`;
