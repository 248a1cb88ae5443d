import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface ScreenProps {
  title: string
  beside?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** One screen: its only h1, what stands beside it, what can be done, and the body. */
export function Screen({ title, beside, actions, children }: ScreenProps) {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`
  }, [title, t])
  return (
    <div className="screen">
      <div className="head">
        <h1 className="h1">{title}</h1>
        {beside}
        {actions && <div className="actions">{actions}</div>}
      </div>
      {children}
    </div>
  )
}
