import { Alert, Button, Form, Input } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../api/client'
import { useLogin, useSession } from '../api/queries'
import { speak } from '../i18n'

interface Fields {
  username: string
  password: string
}

export function Login() {
  const { t, i18n } = useTranslation()
  const [form] = Form.useForm<Fields>()
  const login = useLogin()
  const demo = useSession().data?.demo
  useEffect(() => {
    document.title = `${t('login.title')} · ${t('app.name')}`
  }, [t])
  return (
    <main className="login">
      <div className="login-box">
        <h1 className="login-name">{t('app.name')}</h1>
        <p className="flat quiet">{t('app.motto')}</p>
        {login.error && <LoginError error={login.error} />}
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(fields) => login.mutate(fields)}>
          <Form.Item name="username" label={t('login.username')} rules={[{ required: true, message: t('login.need_username') }]}>
            <Input size="large" autoComplete="username" autoFocus />
          </Form.Item>
          <Form.Item name="password" label={t('login.password')} rules={[{ required: true, message: t('login.need_password') }]}>
            <Input.Password size="large" autoComplete="current-password" visibilityToggle={false} />
          </Form.Item>
          <Button type="primary" size="large" block htmlType="submit" loading={login.isPending}>
            {t('login.enter')}
          </Button>
        </Form>
        {demo && (
          <section className="demo" aria-label={t('login.demo')}>
            <h2 className="h4">{t('login.demo')}</h2>
            <p className="flat quiet">{t('login.demo_text')}</p>
            {demo.users.map((user) => (
              <button key={user.username} type="button" onClick={() => form.setFieldsValue(user)}>
                <b>{user.role_label}</b>
                <span className="quiet">{user.court}</span>
                <span>
                  {user.username} / {user.password}
                </span>
              </button>
            ))}
          </section>
        )}
        <Button type="link" onClick={() => speak(i18n.language === 'en' ? 'zh-CN' : 'en')}>
          {t('shell.other_language')}
        </Button>
      </div>
    </main>
  )
}

function LoginError({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const detail = error instanceof Refusal ? error.detail : ''
  return <Alert type="error" showIcon title={detail || t('state.unreachable.text')} />
}
