/**
 * Preloaded into a process, shifts its wall clock: by its argument `--clock-shift-ms=` from its start, and by whatever its parent sends
 * later as `{ shiftMs }`. Timers and `performance.now()` go on as they are, as when somebody sets the clock.
 */
const SystemDate = Date
const first = process.argv.find((argument) => argument.startsWith('--clock-shift-ms='))
let shiftMs = Number(first?.split('=')[1] ?? 0)

const systemNow = () => SystemDate.now() + shiftMs

globalThis.Date = new Proxy(SystemDate, {
  construct: (target, values, caller) =>
    Reflect.construct(target, values.length === 0 ? [systemNow()] : values, caller) as Date,
  apply: (target) => new target(systemNow()).toString(),
  get: (target, name, caller) =>
    name === 'now' ? systemNow : (Reflect.get(target, name, caller) as unknown),
})

process.on('message', (message: unknown) => {
  if (typeof message === 'object' && message !== null && 'shiftMs' in message)
    shiftMs = Number(message.shiftMs)
})
