import { z } from 'zod'

import { integer, flag, list, optional } from '#lib/platform/config/settings/kinds.ts'
import { group } from '#lib/platform/config/settings/setting.ts'

export const mail = group({
  REPORT_EMAIL_RECIPIENTS: {
    schema: list,
    doc: 'comma-separated addresses of scheduled reports',
  },
  REPORT_EMAIL_SENDER: {
    schema: z.email().optional(),
    doc: 'sender of mail',
  },
  SMTP_HOST: {
    schema: optional,
    doc: 'mail server',
  },
  SMTP_PORT: {
    schema: integer(1, 65535, 587),
    doc: 'port of the mail server',
  },
  SMTP_USERNAME: {
    schema: optional,
    doc: 'account at the mail server',
  },
  SMTP_PASSWORD: {
    schema: optional,
    doc: 'password of that account',
    secret: true,
  },
  SMTP_USE_TLS: {
    schema: flag(true),
    doc: 'require STARTTLS',
  },
  SMTP_TIMEOUT: {
    schema: integer(1, 300, 30),
    doc: 'seconds until a mail is given up',
  },
})
