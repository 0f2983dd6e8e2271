import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { z } from 'zod'

import { cosine } from '#lib/engines/meaning/cosine.ts'
import {
  loadOptional,
  type HuggingFaceTokenizer,
  type OnnxRuntime,
  type OnnxSession,
  type Tokenizers,
} from '#lib/engines/meaning/onnx-runtime.ts'
import { pool, type Pooling } from '#lib/engines/meaning/pool.ts'
import type { MeaningEngine } from '#lib/engines/meaning/types.ts'
import { errorMessage } from '#lib/platform/errors.ts'

/** Tokens of a text that a model sees; sentence models know 512 at most. */
const maxTokens = 512
const sample = 65_536

const JsonObject = z.record(z.string(), z.unknown())
/** `1_Pooling/config.json` of a sentence-transformers model. */
const PoolingConfig = z.object({ pooling_mode_cls_token: z.boolean().default(false) })

/** Name of the folder with a short hash of what is in it: other weights are another model, and need another calibration. */
function identityOf(folder: string): string {
  const name = basename(folder)
  try {
    const path = join(folder, 'model.onnx')
    const { size } = statSync(path)
    const file = openSync(path, 'r')
    const ends = Buffer.alloc(2 * sample)
    readSync(file, ends, 0, sample, 0)
    readSync(file, ends, sample, sample, Math.max(0, size - sample))
    closeSync(file)
    const hash = createHash('sha256').update(String(size)).update(ends)
    hash.update(readFileSync(join(folder, 'tokenizer.json')))
    return `${name}@${hash.digest('hex').slice(0, 12)}`
  } catch {
    return `${name}@unreadable`
  }
}

const readJson = async (path: string) => JsonObject.parse(JSON.parse(await readFile(path, 'utf8')))
const readJsonIfThere = (path: string) => readJson(path).catch(() => ({}))

type Model = {
  runtime: OnnxRuntime
  session: OnnxSession
  tokenizer: HuggingFaceTokenizer
  pooling: Pooling
}

async function load(folder: string): Promise<Model> {
  const runtime = await loadOptional<OnnxRuntime>('onnxruntime-node')
  const { Tokenizer } = await loadOptional<Tokenizers>('@huggingface/tokenizers')
  try {
    const tokenizer = new Tokenizer(
      await readJson(join(folder, 'tokenizer.json')),
      await readJsonIfThere(join(folder, 'tokenizer_config.json')),
    )
    const config = PoolingConfig.parse(await readJsonIfThere(join(folder, '1_Pooling/config.json')))
    const session = await runtime.InferenceSession.create(join(folder, 'model.onnx'), {
      intraOpNumThreads: 1,
    })
    return { runtime, session, tokenizer, pooling: config.pooling_mode_cls_token ? 'cls' : 'mean' }
  } catch (error) {
    throw new Error(`The model in ${folder} cannot be loaded: ${errorMessage(error)}`, {
      cause: error,
    })
  }
}

async function embed({ runtime, session, tokenizer, pooling }: Model, text: string) {
  const ids = tokenizer.encode(text).ids.slice(0, maxTokens)
  if (ids.length === 0) throw new RangeError('the tokenizer finds nothing in the text')
  const row = (value: (id: number) => number) =>
    new runtime.Tensor(
      'int64',
      BigInt64Array.from(ids, (id) => BigInt(value(id))),
      [1, ids.length],
    )
  const feeds: Record<string, unknown> = {
    input_ids: row((id) => id),
    attention_mask: row(() => 1),
    token_type_ids: row(() => 0),
  }
  const wanted = session.inputNames.map((name) => [name, feeds[name]] as const)
  const unknown = wanted.find(([, tensor]) => tensor === undefined)
  if (unknown) throw new Error(`the model wants an input that is not known here: ${unknown[0]}`)
  const outputs = await session.run(Object.fromEntries(wanted))
  const output = outputs['sentence_embedding'] ?? outputs[session.outputNames[0] ?? '']
  if (!output) throw new Error('the model answered nothing')
  return pool(output, pooling)
}

/**
 * Cosine of the two texts' embeddings by a sentence model of one's own: a folder with `model.onnx` and `tokenizer.json`, as
 * the sentence-transformers models have. Loaded at the first comparison, and only then are its packages needed.
 */
export function onnxEngine(folder: string): MeaningEngine {
  let loading: Promise<Model> | null = null
  const model = () => {
    loading ??= load(folder)
    loading.catch(() => (loading = null))
    return loading
  }
  return {
    ...{ id: 'onnx', label: 'ONNX model', model: identityOf(folder), driftTolerance: 0.005 },
    async compare({ expected, reply }) {
      const loaded = await model()
      return { score: cosine(await embed(loaded, expected), await embed(loaded, reply)) }
    },
    async close() {
      const loaded = await loading
      await loaded?.session.release()
    },
  }
}
