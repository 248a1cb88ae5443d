import { Alert, App, Button, Checkbox, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../api/client'
import { useEmbed } from '../api/queries'
import type { ScenarioDetail } from '../api/types'
import { share } from '../parts/format'

/** Embed at chosen milestones or stop; both are asked for once more, because judges are told at once. */
export function EmbedButtons({ scenario }: { scenario: ScenarioDetail }) {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const [open, setOpen] = useState(false)
  const embed = useEmbed(scenario.name)
  const stop = () =>
    modal.confirm({
      title: t('embed.stop_title', { title: scenario.title }),
      content: t('embed.stop_text', { list: scenario.embedded.map((place) => place.label).join(' · ') }),
      okText: t('embed.stop'),
      onOk: () => embed.mutateAsync([]).then(() => void message.success(t('embed.stopped'))),
    })
  return (
    <>
      {scenario.embedded.length > 0 && <Button onClick={stop}>{t('embed.stop')}</Button>}
      <Button onClick={() => setOpen(true)}>{scenario.embedded.length ? t('embed.change') : t('embed.embed')}</Button>
      {open && <EmbedDialog scenario={scenario} onClose={() => setOpen(false)} />}
    </>
  )
}

function EmbedDialog({ scenario, onClose }: { scenario: ScenarioDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const embed = useEmbed(scenario.name)
  const already = scenario.embedded.map((place) => place.milestone)
  const [chosen, setChosen] = useState(already.length ? already : scenario.milestones.map(({ code }) => code))
  const done = () => {
    void message.success(t('embed.embedded'))
    onClose()
  }
  return (
    <Modal
      open
      title={t('embed.title', { title: scenario.title })}
      okText={t('embed.ok', { count: chosen.length })}
      okButtonProps={{ disabled: !chosen.length, loading: embed.isPending }}
      onOk={() => embed.mutate(chosen, { onSuccess: done })}
      onCancel={onClose}
    >
      <p>{t('embed.text')}</p>
      <Checkbox.Group value={chosen} onChange={setChosen} options={scenario.milestones.map(({ code, label }) => ({ value: code, label }))} />
      <p className="quiet">
        {t('embed.gate', { gate: share(scenario.gate), lower: share(scenario.numbers.precision_lower) })}
      </p>
      {embed.error && <Alert type="error" showIcon title={t('embed.refused')} description={refusalText(embed.error)} />}
    </Modal>
  )
}

const refusalText = (error: unknown) => (error instanceof Refusal ? error.detail : String(error))
