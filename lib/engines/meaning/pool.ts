import type { OnnxTensor } from '#lib/engines/meaning/onnx-runtime.ts'

export type Pooling = 'mean' | 'cls'

/**
 * One vector of a text: a model's sentence embedding as it is (`[1, d]`), or its tokens (`[1, n, d]`) by their mean or by
 * the first of them, as in Reimers and Gurevych, "Sentence-BERT" (2019). Throws for other shapes.
 */
export function pool({ data, dims }: OnnxTensor, pooling: Pooling): Float64Array {
  const [batch, second = 0, third] = dims
  if (batch !== 1 || dims.length < 2 || dims.length > 3)
    throw new RangeError(`the model answers in the shape ${dims.join(' × ')}, not as an embedding`)
  if (third === undefined) return Float64Array.from(data)
  const tokens = pooling === 'cls' ? 1 : second
  const vector = new Float64Array(third)
  for (let token = 0; token < tokens; token++)
    for (let part = 0; part < third; part++)
      vector[part] = (vector[part] ?? 0) + (data[token * third + part] ?? Number.NaN) / tokens
  return vector
}
