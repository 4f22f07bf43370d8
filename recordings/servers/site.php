<?php
// Plain PHP as small sites write it: a session, a CSRF token in it, CORS by header(). For php -S.
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($path === '/') {
    header('Content-Type: text/html');
    exit('<!doctype html><title>App</title><link rel="icon" href="data:,">');
}
header('Content-Type: application/json');
session_set_cookie_params(['path' => $path === '/admin/login.php' ? '/admin' : '/', 'httponly' => true]);
session_start();
function refuse(int $status, array $body): void
{
    http_response_code($status);
    exit(json_encode($body));
}
switch ($path) {
    case '/login.php':
    case '/admin/login.php':
        $_SESSION['user'] = ['name' => 'mia', 'role' => 'editor'];
        $_SESSION['csrf'] = bin2hex(random_bytes(16));
        exit(json_encode(['ok' => true, 'csrf' => $_SESSION['csrf']]));
    case '/logout.php':
        session_destroy();
        exit(json_encode(['ok' => true]));
    case '/api/orders.php':
        if (!isset($_SESSION['user'])) refuse(401, ['error' => 'Not logged in']);
        exit(json_encode([['id' => 1]]));
    case '/api/users.php':
        if (!isset($_SESSION['user'])) refuse(401, ['error' => 'Not logged in']);
        if ($_SESSION['user']['role'] !== 'admin') refuse(403, ['error' => 'Admin access required']);
        exit(json_encode([]));
    case '/api/save.php':
        if (!isset($_SESSION['user'])) refuse(401, ['error' => 'Not logged in']);
        $token = $_SERVER['HTTP_X_CSRF_TOKEN'] ?? '';
        if (!hash_equals($_SESSION['csrf'], $token)) refuse(403, ['error' => 'Invalid CSRF token']);
        exit(json_encode(['saved' => true]));
}
refuse(404, ['error' => 'Not found']);
