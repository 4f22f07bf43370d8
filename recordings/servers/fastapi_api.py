"""FastAPI: HTTPBearer answers 403 without a header, OAuth2PasswordBearer 401. Served by uvicorn."""

from fastapi import Depends, FastAPI, HTTPException
from fastapi.middleware.cors import CORSMiddleware
from fastapi.security import HTTPBearer, OAuth2PasswordBearer

app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=["https://app.test"],
    allow_headers=["authorization"],
    expose_headers=["WWW-Authenticate"],
)
password = OAuth2PasswordBearer(tokenUrl="token")


@app.get("/orders")
def orders(token=Depends(HTTPBearer())):
    return [1]


@app.get("/me")
def me(token: str = Depends(password)):
    if token != "lab-opaque-token-right":
        raise HTTPException(401, "Could not validate credentials", {"WWW-Authenticate": "Bearer"})
    return {"user": "mia"}


@app.get("/items/{number}")
def item(number: int, token: str = Depends(password)):
    return number
