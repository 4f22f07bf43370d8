# Sinatra with its own protection, Rack::Attack, rack-cors and ruby-jwt. Words: port, secret.
require 'sinatra/base'
require 'rack/attack'
require 'rack/cors'
require 'active_support'
require 'active_support/cache'
require 'jwt'
require 'json'

PORT, SECRET = ARGV

class Api < Sinatra::Base
  set :server, :puma
  set :bind, '127.0.0.1'
  set :port, PORT
  set :environment, :production
  set :logging, false
  enable :sessions
  set :session_secret, SECRET * 2
  use Rack::Cors do
    allow do
      origins 'https://app.test'
      resource '*', headers: :any, methods: %i[get post options], credentials: true
    end
  end
  use Rack::Attack
  Rack::Attack.cache.store = ActiveSupport::Cache::MemoryStore.new
  Rack::Attack.throttle('search', limit: 2, period: 60) { |request| request.ip if request.path == '/search' }

  get('/') { '<!doctype html><title>App</title><link rel="icon" href="data:,">' }
  get('/search') { '[]' }
  post('/session') do
    session[:user] = 'mia'
    '{}'
  end
  post('/comments') { '{"id":1}' }
  post('/basket') { session[:user] || halt(401, { error: 'Not authenticated' }.to_json) }
  get('/me') { session[:user] || halt(401, { error: 'Not authenticated' }.to_json) }
  get '/orders' do
    content_type :json
    header = request.env['HTTP_AUTHORIZATION'] or halt 401, { error: 'Missing token' }.to_json
    begin
      JWT.decode(header.split.last, SECRET, true, algorithm: 'HS256', aud: 'https://api.app.test', verify_aud: true)
    rescue JWT::DecodeError => e
      halt 401, { error: e.message }.to_json
    end
    [1].to_json
  end
end
Api.run!
