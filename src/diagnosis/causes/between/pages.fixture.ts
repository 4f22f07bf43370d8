/** The error page of nginx, as it comes out of the box. */
export function nginxPage(line: string): string {
  return `<html>\r\n<head><title>${line}</title></head>\r\n<body>\r\n<center><h1>${line}</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n`;
}

/** The same of Apache 2.4. */
export const apacheForbidden =
  '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">\n<html><head>\n<title>403 Forbidden</title>\n</head><body>\n<h1>Forbidden</h1>\n<p>You don\'t have permission to access this resource.</p>\n</body></html>\n';

/** An application behind nginx. */
export const expressBehindNginx = { server: 'nginx/1.22.1', 'x-powered-by': 'Express' } as const;
