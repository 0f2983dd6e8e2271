/**
 * A loader of single things that asks for many at once: what is asked for within one turn of the event loop, up to `most`,
 * is one call of `load`. That answers in the order of its keys; one that fails, fails for each of them.
 */
export function batched<K, V>(
  load: (keys: K[]) => Promise<readonly V[]>,
  most = 500,
): (key: K) => Promise<V> {
  type Asked = { key: K; resolve: (value: V) => void; reject: (reason: unknown) => void }
  let waiting: Asked[] = []

  async function answer(asked: Asked[]): Promise<void> {
    try {
      const values = await load(asked.map(({ key }) => key))
      if (values.length !== asked.length) throw new Error('Not every key has been answered')
      asked.forEach(({ resolve }, at) => resolve(values[at] as V))
    } catch (error) {
      for (const { reject } of asked) reject(error)
    }
  }

  function ask(): void {
    const all = waiting
    waiting = []
    for (let from = 0; from < all.length; from += most) void answer(all.slice(from, from + most))
  }

  return (key) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ key, resolve, reject }) === 1) setImmediate(ask)
    })
}
