import { z } from 'zod'

import { callSettings } from '#lib/engines/connectors/call-settings.ts'
import { foldAllBut } from '#lib/engines/connectors/form-hints.ts'

const id = /^[0-9A-Za-z_.:-]+$/
const text = (title: string, description: string) =>
  z.string().max(128).regex(id, 'is not an id').meta({ title, description })

/** Settings of an agent of Dialogflow CX. Names of resources: API reference, `projects.locations.agents`. */
export const DialogflowConfig = z
  .object(
    foldAllBut(
      {
        project_id: text('Project', 'Of Google Cloud; that of the key when empty').optional(),
        location: z
          .string()
          .regex(/^[a-z0-9-]{2,40}$/, 'is not a location such as europe-west1')
          .default('global')
          .meta({
            title: 'Location',
            description: 'Where the agent lives: global, us-central1, …',
          }),
        agent_id: text('Agent', 'The agent’s id, a UUID'),
        environment: text('Environment', 'Id of an environment; the draft when empty').optional(),
        transport: z.enum(['grpc', 'rest']).default('grpc').meta({
          title: 'Transport',
          description:
            'grpc streams voice while it is spoken; rest sends a recording when it has ended',
        }),
        languages: z
          .record(
            z.string().regex(/^[A-Za-z0-9-]{2,35}$/, 'is not a language tag'),
            z.string().regex(/^[A-Za-z0-9-]{2,35}$/, 'is not a language code'),
          )
          .default({})
          .meta({
            title: 'Languages',
            description: "Language tag to the agent's own name of it, where they differ",
            examples: [{ 'en-GB': 'en' }],
          }),
        parameters: z
          .record(z.string().min(1).max(256), z.json())
          .default({})
          .meta({
            title: 'Session parameters',
            description: 'Set when a conversation begins',
            examples: [{ customer: 'test' }],
          }),
        reply_audio: z.boolean().default(true).meta({
          title: 'Reply audio',
          description: 'Ask for the reply as speech after a voice turn',
        }),
        reply_voice: z.string().max(128).optional().meta({
          title: 'Reply voice',
          description: 'Such as en-US-Neural2-C; Google picks when empty',
        }),
        barge_in: z.boolean().default(false).meta({
          title: 'Barge-in',
          description:
            'The caller may break into a reply: the rest of it counts as still being played. Only with grpc and reply audio',
        }),
        no_barge_in_ms: z.int().min(0).max(60_000).default(0).meta({
          title: 'Beginning that cannot be broken into (ms)',
          description: 'Of each reply, as your own client tells Dialogflow; only with barge-in',
        }),
        endpoint: z
          .url({ protocol: /^https?$/ })
          .optional()
          .meta({
            title: 'Endpoint',
            description:
              'Only if it is not the standard address of the location; http is without TLS',
          }),
        ...callSettings,
      },
      'project_id',
      'location',
      'agent_id',
      'environment',
      'languages',
    ),
  )
  .superRefine(({ endpoint, transport, barge_in, reply_audio }, context) => {
    if (barge_in && (transport !== 'grpc' || !reply_audio))
      context.addIssue({
        ...{ code: 'custom', path: ['barge_in'] },
        message: 'needs the transport grpc and reply audio',
      })
    if (transport === 'grpc' && endpoint !== undefined && new URL(endpoint).pathname !== '/')
      context.addIssue({ code: 'custom', path: ['endpoint'], message: 'has no path with grpc' })
  })
export type DialogflowConfig = z.output<typeof DialogflowConfig>

/** Google's own token endpoint. */
const googleTokens = 'https://oauth2.googleapis.com/token'

const ServiceAccount = z.object({
  type: z.literal('service_account'),
  project_id: z.string().regex(id).max(128).optional(),
  private_key_id: z.string().max(256).optional(),
  private_key: z.string().min(1).max(16_384),
  client_email: z.string().min(1).max(512),
  token_uri: z.url({ protocol: /^https?$/ }).default(googleTokens),
})
export type ServiceAccount = z.output<typeof ServiceAccount>

function parseKey(json: string) {
  try {
    return ServiceAccount.safeParse(JSON.parse(json))
  } catch {
    return null
  }
}

/** The key file of a service account as Google hands it out; never shown again. */
export const DialogflowSecrets = z.object({
  service_account: z
    .string()
    .max(20_000)
    .superRefine((json, context) => {
      const parsed = parseKey(json)
      if (parsed?.success) return
      const [issue] = parsed?.error.issues ?? []
      const where = issue ? ` (${issue.path.join('.')}: ${issue.message})` : ''
      context.addIssue({
        code: 'custom',
        message: `is not the JSON key of a service account${where}`,
      })
    })
    .meta({ title: 'Service account key', description: 'The whole JSON file' }),
})
export type DialogflowSecrets = z.output<typeof DialogflowSecrets>

/** The key of parsed secrets. */
export const serviceAccountOf = ({ service_account }: DialogflowSecrets): ServiceAccount =>
  ServiceAccount.parse(JSON.parse(service_account))

/** Address of the API: the setting's, or the location's (Dialogflow CX documentation, "Regionalization"). */
export function endpointOf({ endpoint, location }: DialogflowConfig): URL {
  const host = location === 'global' ? 'dialogflow' : `${location}-dialogflow`
  return new URL(endpoint ?? `https://${host}.googleapis.com`)
}
