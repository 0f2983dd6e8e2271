import { z } from 'zod'

/** Headers that we or HTTP set; RFC 9110 and Standard Webhooks. */
const reserved =
  /^(host|connection|content-.*|transfer-encoding|user-agent|webhook-.*|authorization|cookie|te|upgrade|expect|keep-alive|proxy-.*|trailer)$/i

const HeaderName = z
  .string()
  .regex(/^[\w!#$%&'*+.^`|~-]{1,100}$/, 'This is not the name of a header')
  .refine((name) => !reserved.test(name), 'This header is set by Earshot')
const HeaderValue = z
  .string()
  .max(1_000)
  .regex(/^[\x20-\x7e]*$/, 'A header holds plain ASCII on one line')

export const WebhookConfig = z.object({
  url: z.url({ protocol: /^https?$/ }).meta({
    title: 'Address',
    description: 'Receives a POST for each event, signed as standardwebhooks.com describes',
  }),
  headers: z.record(HeaderName, HeaderValue).default({}).meta({
    title: 'Extra headers',
    description: 'Sent with each request, as {"X-Team": "voice"}; they are no place for secrets',
  }),
})
export type WebhookConfig = z.output<typeof WebhookConfig>

/** The 24 to 64 bytes that Standard Webhooks asks for, in base64 after the prefix. */
const signingSecret = /^whsec_(?:[A-Za-z0-9+/]{4}){8,21}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

export const WebhookSecrets = z.object({
  signing_secret: z
    .string()
    .regex(signingSecret, 'whsec_ and then 24 to 64 bytes in base64')
    .optional()
    .meta({
      title: 'Signing secret',
      description: 'whsec_…, the same at the receiver, which verifies each delivery with it',
    }),
  authorization: z
    .string()
    .min(1)
    .max(4_000)
    .regex(/^[\x20-\x7e]+$/, 'A header holds plain ASCII on one line')
    .optional()
    .meta({
      title: 'Authorization header',
      description: 'Sent as it is, for a receiver behind a gateway: Bearer …',
    }),
})
export type WebhookSecrets = z.output<typeof WebhookSecrets>
