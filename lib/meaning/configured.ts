import { embeddingsEngine } from '#lib/engines/meaning/embeddings.ts'
import { llmEngine } from '#lib/engines/meaning/llm.ts'
import { onnxEngine } from '#lib/engines/meaning/onnx.ts'
import type { MeaningEngine } from '#lib/engines/meaning/types.ts'
import type { Environment } from '#lib/platform/config/parse.ts'

type EngineSettings = Pick<
  Environment,
  | 'EMBEDDINGS_URL'
  | 'EMBEDDINGS_API_KEY'
  | 'EMBEDDINGS_MODEL'
  | 'ONNX_MODEL_DIR'
  | 'LLM_JUDGE_URL'
  | 'LLM_JUDGE_API_KEY'
  | 'LLM_JUDGE_MODEL'
  | 'LLM_JUDGE_VOTES'
>

/** The engines of meaning that the settings name; none by default. Nothing is loaded or called before it is needed. */
export function configuredEngines(settings: EngineSettings): MeaningEngine[] {
  const found: MeaningEngine[] = []
  if (settings.EMBEDDINGS_URL)
    found.push(
      embeddingsEngine({
        url: settings.EMBEDDINGS_URL,
        apiKey: settings.EMBEDDINGS_API_KEY,
        model: settings.EMBEDDINGS_MODEL,
      }),
    )
  if (settings.ONNX_MODEL_DIR) found.push(onnxEngine(settings.ONNX_MODEL_DIR))
  if (settings.LLM_JUDGE_URL)
    found.push(
      llmEngine({
        url: settings.LLM_JUDGE_URL,
        apiKey: settings.LLM_JUDGE_API_KEY,
        model: settings.LLM_JUDGE_MODEL,
        votes: settings.LLM_JUDGE_VOTES,
      }),
    )
  return found
}
