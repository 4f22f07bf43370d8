// Echo with its own JWT, CSRF and CORS middleware. Words: port, secret, allowed origin, what is asked for first (cors, jwt).
package main

import (
	"net/http"
	"os"

	"github.com/labstack/echo"
	"github.com/labstack/echo/middleware"
)

func main() {
	port, secret, origin, first := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	e := echo.New()
	e.HideBanner = true
	cors := middleware.CORSWithConfig(middleware.CORSConfig{AllowOrigins: []string{origin}})
	token := middleware.JWT([]byte(secret))
	ok := func(c echo.Context) error { return c.JSON(http.StatusOK, []int{1}) }
	e.GET("/", func(c echo.Context) error {
		return c.HTML(http.StatusOK, `<!doctype html><title>App</title><link rel="icon" href="data:,">`)
	}, middleware.CSRF())
	e.POST("/notes", ok, middleware.CSRF())
	e.GET("/rates", ok, middleware.KeyAuth(func(key string, c echo.Context) (bool, error) { return key == "lab-key-right", nil }))
	if first == "jwt" {
		e.Use(token, cors)
		e.GET("/orders", ok)
	} else {
		e.Use(cors)
		e.GET("/orders", ok, token)
	}
	e.Start("127.0.0.1:" + port)
}
