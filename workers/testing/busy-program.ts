// Works for 150 ms of processor time when it is told to.
process.on('message', () => {
  const until = process.cpuUsage().user + 150_000
  while (process.cpuUsage().user < until);
  process.send?.('done')
})
process.send?.('ready')
