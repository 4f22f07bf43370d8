// gorilla/csrf and gorilla/sessions with their defaults (Secure cookies). Words: port.
package main

import (
	"net/http"
	"os"

	"github.com/gorilla/csrf"
	"github.com/gorilla/sessions"
)

var key = []byte("lab-secret-of-32-characters-here")

func main() {
	store := sessions.NewCookieStore(key)
	store.Options.Secure = true
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte(`<!doctype html><title>App</title><link rel="icon" href="data:,">`))
	})
	mux.HandleFunc("/token", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-CSRF-Token", csrf.Token(r))
	})
	mux.HandleFunc("/login", func(w http.ResponseWriter, r *http.Request) {
		session, _ := store.Get(r, "session-name")
		session.Values["user"] = "mia"
		session.Save(r, w)
		w.Write([]byte("{}"))
	})
	mux.HandleFunc("/me", func(w http.ResponseWriter, r *http.Request) {
		session, _ := store.Get(r, "session-name")
		if session.Values["user"] == nil {
			http.Error(w, "Forbidden", http.StatusForbidden)
			return
		}
		w.Write([]byte("mia"))
	})
	protected := http.NewServeMux()
	protected.Handle("/login", mux)
	protected.Handle("/", csrf.Protect(key)(mux))
	http.ListenAndServe("127.0.0.1:"+os.Args[1], protected)
}
