# Rack's cookie sessions, Warden and rack-cors, as Rack applications put them together.
require 'rack/cors'
require 'warden'
require 'json'

Warden::Strategies.add(:password) do
  def valid? = params['email']
  def authenticate!
    params['password'] == 'right' ? success!(params['email']) : fail!('Invalid email or password.')
  end
end

def json = { 'Content-Type' => 'application/json' }

use Rack::Cors do
  allow do
    origins ENV.fetch('ORIGINS')
    resource '*', headers: :any, methods: %i[get post options], credentials: true
  end
end
use Rack::Session::Cookie, key: 'rack.session', secret: 'lab-secret-of-at-least-64-characters-' * 2,
                           secure: ENV.key?('SECURE'), same_site: :lax
use Warden::Manager do |manager|
  manager.default_strategies :password
  manager.failure_app = lambda { |env|
    message = env['warden'].message || 'You need to sign in before continuing.'
    [401, json, [{ error: message }.to_json]]
  }
end

run lambda { |env|
  case [env['REQUEST_METHOD'], env['PATH_INFO']]
  in 'GET', '/'
    # A shop's basket begins the session long before anybody signs in.
    env['rack.session'][:basket] = [7]
    [200, { 'Content-Type' => 'text/html' }, ['<!doctype html><title>Shop</title><link rel="icon" href="data:,">']]
  in 'POST', '/session'
    env['warden'].authenticate!
    [200, json, [{ user: env['warden'].user }.to_json]]
  in 'POST', '/sign-out'
    env['warden'].logout
    [200, json, ['{}']]
  in 'GET', '/api/orders'
    env['warden'].authenticate!
    [200, json, ['[1]']]
  else
    [404, json, ['{"error":"Not found"}']]
  end
}
