import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Protocol buffers, as far as an ONNX file needs them: https://protobuf.dev/programming-guides/encoding/. */
const varint = (value: number): Buffer => {
  const bytes: number[] = []
  let left = value
  do {
    bytes.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0))
    left = Math.floor(left / 128)
  } while (left > 0)
  return Buffer.from(bytes)
}
const number = (field: number, value: number) => Buffer.concat([varint(field * 8), varint(value)])
const bytes = (field: number, value: Buffer | string) => {
  const content = Buffer.from(value)
  return Buffer.concat([varint(field * 8 + 2), varint(content.length), content])
}
const message = (field: number, ...parts: Buffer[]) => bytes(field, Buffer.concat(parts))

const elementTypes = { float: 1, int64: 7 }

/** ValueInfoProto of onnx.proto; a dimension is a number or a name. */
function valueInfo(
  field: number,
  name: string,
  type: 'float' | 'int64',
  dims: (string | number)[],
) {
  const shape = dims.map((dim) =>
    message(1, typeof dim === 'number' ? number(1, dim) : bytes(2, dim)),
  )
  const tensor = message(1, number(1, elementTypes[type]), message(2, ...shape))
  return message(field, bytes(1, name), message(2, tensor))
}

/**
 * Writes a sentence model of one layer: each token has a vector, and the answer is those vectors (`[1, n, d]`), as
 * `Gather(vectors, input_ids)`. With a tokenizer that knows the words given, in the form of Hugging Face.
 */
export async function writeTinyModel(
  folder: string,
  vectors: Readonly<Record<string, readonly number[]>>,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const words = Object.keys(vectors)
  const size = Object.values(vectors)[0]?.length ?? 0
  const raw = Buffer.from(new Float32Array(Object.values(vectors).flat()).buffer)
  const table = message(
    5,
    ...[number(1, words.length), number(1, size), number(2, elementTypes.float)],
    ...[bytes(8, 'vectors'), bytes(9, raw)],
  )
  const node = message(
    1,
    ...[bytes(1, 'vectors'), bytes(1, 'input_ids'), bytes(2, 'last_hidden_state')],
    ...[bytes(3, 'look-up'), bytes(4, 'Gather')],
  )
  const graph = message(
    7,
    ...[node, bytes(2, 'tiny'), table],
    valueInfo(11, 'input_ids', 'int64', [1, 'tokens']),
    valueInfo(12, 'last_hidden_state', 'float', [1, 'tokens', size]),
  )
  const model = Buffer.concat([number(1, 8), graph, message(8, bytes(1, ''), number(2, 13))])
  await writeFile(join(folder, 'model.onnx'), model)
  const vocab = Object.fromEntries(words.map((word, index) => [word, index]))
  await writeFile(
    join(folder, 'tokenizer.json'),
    JSON.stringify({
      version: '1.0',
      truncation: null,
      padding: null,
      added_tokens: [],
      normalizer: { type: 'Lowercase' },
      pre_tokenizer: { type: 'Whitespace' },
      post_processor: null,
      decoder: null,
      model: {
        type: 'WordPiece',
        unk_token: '[UNK]',
        continuing_subword_prefix: '##',
        max_input_chars_per_word: 100,
        vocab,
      },
    }),
  )
}
