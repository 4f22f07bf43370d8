#!/usr/bin/perl
# Mojolicious::Lite as its guides have it. Words of Mojolicious: daemon -l http://127.0.0.1:port
use Mojolicious::Lite -signatures;

app->secrets(['lab-secret-of-at-least-32-characters']);
app->mode('production');
app->log->level('fatal');
app->sessions->cookie_domain($ENV{COOKIE_DOMAIN}) if $ENV{COOKIE_DOMAIN};

get '/' => sub ($c) {
  return $c->redirect_to('/login') unless $c->session('user');
  $c->render(inline => '<!doctype html><title>App</title><link rel="icon" href="data:,"><p>Hello');
};
get '/login' => sub ($c) {
  $c->render(inline => '<!doctype html><title>Log in</title><link rel="icon" href="data:,">'
      . '<form method="post"><%= csrf_field %><input name="user"><input type="password" name="password"><button>Log in</button></form>');
};
post '/login' => sub ($c) {
  $c->session(user => $c->param('user'));
  $c->redirect_to('/');
};
get '/token' => sub ($c) { $c->render(json => {token => $c->csrf_token}) };
post '/api/orders' => sub ($c) {
  my $v = $c->validation;
  return $c->render(text => 'Bad CSRF token!', status => 403) if $v->csrf_protect->has_error('csrf_token');
  $c->render(json => {id => 2});
};

app->start;
