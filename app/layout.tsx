import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'

import { Providers } from '#app/_components/providers.client.tsx'
import { settings } from '#lib/platform/config/settings.ts'

import './globals.css'

export function generateMetadata(): Metadata {
  const { APP_NAME: name } = settings()
  return {
    title: { default: name, template: `%s · ${name}` },
    description:
      'Tests voice AI by speaking to it, listening, and judging the answer with evidence.',
    robots: { index: false, follow: false },
  }
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fafbfc' },
    { media: '(prefers-color-scheme: dark)', color: '#0d1017' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* As metadata it may arrive after the page, and the browser would ask for /favicon.ico meanwhile. */}
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      </head>
      <body>
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  )
}
