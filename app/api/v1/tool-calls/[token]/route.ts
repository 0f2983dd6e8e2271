import { z } from 'zod'

import { answerToolRequest, maxToolBytes } from '#app/api/_lib/answer-tool-request.ts'
import type { RouteDefinition } from '#lib/http/definition.ts'

const definition: RouteDefinition = {
  summary:
    'A tool that a voice AI calls in a conversation, answered by its mocks: `{ name, arguments, id? }`, or a server message of Vapi',
  params: z.object({ token: z.string() }),
  ...{ public: true, accepts: ['application/json'], produces: 'application/json' },
  maxBytes: maxToolBytes,
}

export const POST = Object.assign(
  (...given: Parameters<typeof answerToolRequest>) => answerToolRequest(...given),
  { definition },
)
