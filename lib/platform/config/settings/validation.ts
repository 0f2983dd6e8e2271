import { z } from 'zod'

import { number, integer, flag, optional } from '#lib/platform/config/settings/kinds.ts'
import { group } from '#lib/platform/config/settings/setting.ts'

export const validation = group({
  VALIDATION_ACCURACY_THRESHOLD: {
    schema: number(0.5, 1, 0.997),
    doc: 'share of automatic decisions that must be right',
  },
  VALIDATION_AUDIT_SHARE: {
    schema: number(0, 1, 0.02),
    doc: 'share of the automatic verdicts that people check in blind audits, unless a validation policy sets another',
  },
  SIMILARITY_THRESHOLD: {
    schema: number(0, 1, 0.85),
    doc: 'similarity from which a reply counts as the expected one',
  },
  ENABLE_HUMAN_VALIDATION: {
    schema: flag(true),
    doc: 'send doubtful results to people; off decides by score alone',
  },
  EMBEDDINGS_URL: {
    schema: z.url({ protocol: /^https?$/ }).optional(),
    doc: 'base address of an OpenAI-compatible /v1/embeddings that compares what replies mean; it decides nothing until it is calibrated',
  },
  EMBEDDINGS_API_KEY: {
    schema: optional,
    doc: 'key of that server',
    secret: true,
  },
  EMBEDDINGS_MODEL: {
    schema: z.string().min(1).default('text-embedding-3-large'),
    doc: 'model that embeds',
  },
  ONNX_MODEL_DIR: {
    schema: optional,
    doc: 'folder with model.onnx and tokenizer.json of a sentence embedding model; needs the packages onnxruntime-node and @huggingface/tokenizers',
  },
  LLM_JUDGE_URL: {
    schema: z.url({ protocol: /^https?$/ }).optional(),
    doc: 'base address of an OpenAI-compatible /v1/chat/completions that judges what replies mean; it decides nothing until it is calibrated',
  },
  LLM_JUDGE_API_KEY: {
    schema: optional,
    doc: 'key of that server',
    secret: true,
  },
  LLM_JUDGE_MODEL: {
    schema: z.string().min(1).default('gpt-4.1'),
    doc: 'model that judges',
  },
  LLM_JUDGE_VOTES: {
    schema: integer(1, 25, 5),
    doc: 'how often it is asked about one reply; its score is the share of agreeing answers',
  },
})
