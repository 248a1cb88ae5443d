import { Modal, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keysAreOn, switchKeys } from '../parts/keys'

const GROUPS = {
  everywhere: ['go', 'help'],
  queue: ['verdict', 'move', 'undo', 'note', 'dossier'],
  check: ['settle', 'edit', 'reject', 'add', 'move', 'undo', 'next'],
} as const
type Key = (typeof GROUPS)[keyof typeof GROUPS][number]

/** The keys, and the switch that turns single letters off. */
export function Help({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const [on, setOn] = useState(keysAreOn)
  const change = (next: boolean) => {
    switchKeys(next)
    setOn(next)
  }
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t('help.title')}>
      <label className="bar">
        <Switch checked={on} onChange={change} /> {t('help.switch')}
      </label>
      {(['everywhere', 'queue', 'check'] as const).map((group) => (
        <section key={group}>
          <h3 className="h4">{t(`help.${group}`)}</h3>
          <dl className="keys">{GROUPS[group].map((key) => <HelpLine key={key} name={key} />)}</dl>
        </section>
      ))}
    </Modal>
  )
}

function HelpLine({ name }: { name: Key }) {
  const { t } = useTranslation()
  return (
    <div>
      <dt>
        <kbd>{t(`help.key.${name}`)}</kbd>
      </dt>
      <dd>{t(`help.does.${name}`)}</dd>
    </div>
  )
}
