import { errorMessage } from '#lib/platform/errors.ts'

/** The part of onnxruntime-node that we use, https://onnxruntime.ai/docs/api/js/. */
export type OnnxTensor = { readonly data: ArrayLike<number>; readonly dims: readonly number[] }
export type OnnxSession = {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  run(feeds: Record<string, unknown>): Promise<Record<string, OnnxTensor>>
  release(): Promise<void>
}
export type OnnxRuntime = {
  InferenceSession: { create(path: string, options: object): Promise<OnnxSession> }
  Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => unknown
}

/** The part of @huggingface/tokenizers that we use. */
export type HuggingFaceTokenizer = { encode(text: string): { ids: number[] } }
export type Tokenizers = {
  Tokenizer: new (tokenizer: object, config: object) => HuggingFaceTokenizer
}

/**
 * A package that is only there when somebody has installed it: 290 MB of native code are no part of a plain installation.
 * Throws an error that says how to get it.
 */
export async function loadOptional<T>(name: string): Promise<T> {
  try {
    return (await import(name)) as T
  } catch (error) {
    throw new Error(
      `The package ${name} cannot be loaded (${errorMessage(error)}); ONNX_MODEL_DIR needs it: npm install ${name}`,
      { cause: error },
    )
  }
}
