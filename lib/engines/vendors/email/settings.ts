import { z } from 'zod'

/**
 * Exactly one mailbox. A line break or a comma would add recipients: nodemailer writes what it is given into
 * `RCPT TO`.
 */
const Mailbox = z
  .email('Write one address, such as qa@example.com')
  .max(254)
  .regex(/^[^\s,;:<>()[\]\\"\p{Cc}]+$/u, 'Write one address, such as qa@example.com')

const pem = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+?)-----END CERTIFICATE-----/g

/** Certificates in PEM. Line breaks, which a form's field of one line swallows, are put back. */
export function readCertificates(text: string): string[] {
  return [...text.matchAll(pem)].map(([, body = '']) => {
    const lines = body.replaceAll(/\s/g, '').match(/.{1,64}/g) ?? []
    return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
  })
}

export const EmailConfig = z
  .object({
    host: z
      .string()
      .trim()
      .regex(/^(?:[a-zA-Z0-9_](?:[a-zA-Z0-9._-]*[a-zA-Z0-9_])?|[0-9a-fA-F:]+)$/, 'A host name')
      .max(253)
      .meta({ title: 'Mail server', description: 'Its host name, such as smtp.example.com' }),
    port: z
      .int()
      .min(1)
      .max(65_535)
      .default(587)
      .meta({ title: 'Port', description: '587 for STARTTLS, 465 for implicit TLS' }),
    tls: z.enum(['starttls', 'implicit', 'none']).default('starttls').meta({
      title: 'Encryption',
      description:
        'starttls: required after the greeting; implicit: from the first byte; none: for a relay in your own network, without a login',
    }),
    username: z
      .string()
      .trim()
      .max(320)
      .optional()
      .meta({ title: 'User name', description: 'Empty for a server that asks for no login' }),
    from: Mailbox.meta({ title: 'Sender', description: 'One address that the server lets us use' }),
    from_name: z
      .string()
      .trim()
      .max(100)
      .regex(/^[^\p{Cc}]*$/u, 'A name on one line')
      .default('Earshot')
      .meta({ title: 'Sender name' }),
    recipients: z
      .array(Mailbox)
      .min(1, 'Name at least one recipient')
      .max(50)
      .meta({ title: 'Recipients', description: 'One address a line; all see each other' }),
    timeout_ms: z.int().min(100).max(120_000).default(10_000).meta({
      title: 'Timeout (ms)',
      description: 'For the connection, the greeting and each answer of the server',
    }),
    ca_certificate: z
      .string()
      .max(50_000)
      .refine(
        (text) => text.trim() === '' || readCertificates(text).length > 0,
        'No PEM certificate',
      )
      .optional()
      .meta({
        title: 'Own certificate authority',
        description: 'PEM, when the server’s certificate is not from a public authority',
      }),
  })
  .refine(({ tls, username }) => tls !== 'none' || !username, {
    path: ['tls'],
    message: 'A password is never sent without encryption: choose starttls or implicit',
  })
export type EmailConfig = z.output<typeof EmailConfig>

export const EmailSecrets = z.object({
  password: z
    .string()
    .max(1_000)
    .optional()
    .meta({ title: 'Password', description: 'Many providers want an app password here' }),
})
export type EmailSecrets = z.output<typeof EmailSecrets>
