// Shows the survey at once, whatever its conditions, and as often as it is wanted.
const show = () => voce('show', document.body.dataset.survey);
document.getElementById('again').addEventListener('click', show);
show();
