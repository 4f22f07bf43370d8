// net/http with golang-jwt, as its own examples have it, and gin's BasicAuth. Words: port, secret.
package main

import (
	"net/http"
	"os"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/golang-jwt/jwt"
)

const audience = "https://api.app.test"

func main() {
	port, secret := os.Args[1], []byte(os.Args[2])
	gin.SetMode(gin.ReleaseMode)
	router := gin.New()
	router.Use(gin.Recovery(), func(c *gin.Context) {
		c.Header("Access-Control-Allow-Origin", "https://app.test")
		c.Header("Access-Control-Allow-Headers", "authorization")
		c.Header("Access-Control-Expose-Headers", "WWW-Authenticate")
		if c.Request.Method == http.MethodOptions {
			c.AbortWithStatus(http.StatusNoContent)
		}
	})
	router.GET("/orders", gin.WrapF(func(w http.ResponseWriter, r *http.Request) {
		text := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		claims := jwt.MapClaims{}
		_, err := jwt.ParseWithClaims(text, claims, func(*jwt.Token) (interface{}, error) { return secret, nil })
		if err != nil {
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		if !claims.VerifyAudience(audience, true) {
			http.Error(w, "invalid audience", http.StatusUnauthorized)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Write([]byte("[1]"))
	}))
	admin := router.Group("/admin", gin.BasicAuth(gin.Accounts{"mia": "right"}))
	admin.GET("/users", func(c *gin.Context) { c.JSON(http.StatusOK, []string{c.MustGet(gin.AuthUserKey).(string)}) })
	router.Run("127.0.0.1:" + port)
}
