import type { ReactNode } from 'react'

import { Logo } from '#components/layout/logo.tsx'

export type AuthCardProps = {
  appName: string
  title: string
  description?: ReactNode
  children: ReactNode
  footer?: ReactNode
}

/** The page around sign-in and first-run setup. */
export function AuthCard({ appName, title, description, children, footer }: AuthCardProps) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-sm space-y-6">
        <div className="flex justify-center">
          <Logo name={appName} />
        </div>
        <div className="bg-card space-y-5 rounded-xl border p-6 shadow-sm">
          <div className="space-y-1">
            <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
            {description && (
              <p className="text-muted-foreground text-sm text-pretty">{description}</p>
            )}
          </div>
          {children}
        </div>
        {footer && (
          <div className="text-muted-foreground text-center text-xs text-pretty">{footer}</div>
        )}
      </div>
    </main>
  )
}
