/** An error's words as they may be kept and shown; whoever throws it may have quoted what a provider wrote back. */
function hideIn(error: unknown, hide: (text: string) => string): void {
  for (let inner: unknown = error; inner instanceof Error; inner = inner.cause)
    for (const name of ['message', 'detail'] as const) {
      const text: unknown = Reflect.get(inner, name)
      if (typeof text === 'string') Reflect.set(inner, name, hide(text))
    }
}

/** The same capability; what its calls fail with goes through `hide` first. */
export function hidingFailures<T extends object | null>(
  capability: T,
  hide: (text: string) => string,
): T {
  if (capability === null) return capability
  return new Proxy(capability, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return (...given: unknown[]) => {
        const answer: unknown = Reflect.apply(value, target, given)
        if (!(answer instanceof Promise)) return answer
        return answer.catch((error: unknown) => {
          hideIn(error, hide)
          throw error
        })
      }
    },
  })
}
