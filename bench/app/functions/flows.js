// The smallest flows of each shape: what they cost is what the host costs.
import * as df from 'durable-functions';

df.app.activity('echo', { handler: (value) => value });

df.app.orchestration('chain', function* (context) {
  let sum = 0;
  for (let n = 1; n <= context.df.getInput(); n += 1) sum += yield context.df.callActivity('echo', n);
  return sum;
});

df.app.orchestration('fanOut', function* (context) {
  const all = Array.from({ length: context.df.getInput() }, (_, n) => context.df.callActivity('echo', n));
  return (yield context.df.Task.all(all)).length;
});

df.app.orchestration('wait', function* (context) {
  yield context.df.createTimer(new Date(context.df.getInput()));
  return 'waited';
});
