"""The playground's page: `python app.py`, then open http://127.0.0.1:7860."""

import os

# Read when numpy is first imported. On arrays this small a second thread only spins, and takes the
# core that the web server and, at home, the browser need.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

if __name__ == "__main__":
    from playground.ui.launch import main

    main()
