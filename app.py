"""The playground's page: `python app.py`, then open http://127.0.0.1:7860."""

from playground.ui.launch import launch

if __name__ == "__main__":
    launch()
