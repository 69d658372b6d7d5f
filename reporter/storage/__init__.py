"""What is kept between runs: answers of models and results of stages, by all they depend on."""
