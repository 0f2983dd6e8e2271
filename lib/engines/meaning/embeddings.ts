import { z } from 'zod'

import { cosine } from '#lib/engines/meaning/cosine.ts'
import { parseAnswer } from '#lib/engines/meaning/json-answer.ts'
import type { MeaningEngine } from '#lib/engines/meaning/types.ts'
import { openService } from '#lib/platform/net/service.ts'

const service = 'Embeddings'
const timeoutMs = 20_000

/** What we read of `POST /v1/embeddings`, https://platform.openai.com/docs/api-reference/embeddings. */
const Answer = z.object({
  data: z
    .array(
      z.object({
        index: z.number().int().min(0).max(1),
        embedding: z.array(z.number()).min(1).max(20_000),
      }),
    )
    .length(2),
})

type Options = { url: string; apiKey?: string | undefined; model: string }

/** Cosine of the two texts' embeddings, from any server with OpenAI's `/v1/embeddings`. */
export function embeddingsEngine({ url, apiKey, model }: Options): MeaningEngine {
  const embeddings = openService({
    ...{ name: service, url, timeoutMs, maxAttempts: 3 },
    credentials: 'EMBEDDINGS_API_KEY',
  })
  return {
    ...{ id: 'embeddings', label: 'Embeddings', model, driftTolerance: 0.02 },
    async compare({ expected, reply }, signal) {
      const body = await embeddings.call(
        {
          method: 'POST',
          path: '/v1/embeddings',
          headers: {
            'content-type': 'application/json',
            ...(apiKey && { authorization: `Bearer ${apiKey}` }),
          },
          body: JSON.stringify({ model, input: [expected, reply], encoding_format: 'float' }),
          maxBytes: 4_000_000,
        },
        signal,
      )
      const { data } = parseAnswer(service, Answer, body)
      // The order is not promised: each says which text it belongs to.
      const of = (index: number) => data.find((one) => one.index === index)?.embedding ?? []
      return { score: cosine(of(0), of(1)) }
    },
  }
}
